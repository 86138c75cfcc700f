package io.signalcoherence.launcher.config;

import io.signalcoherence.ports.error.InvalidValueException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms that a setting's text may have. */
enum Kind {
  TEXT("text"),
  SECRET("text, never shown"),
  PATH("a path"),
  NUMBER("a whole number"),
  DURATION("a duration such as 500ms, 2s, 5m, 1h, 90d"),
  SIZE("a size in bytes such as 16KiB, 5MiB");

  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,15})\\s*([A-Za-z]*)");

  private final String expected;

  Kind(String expected) {
    this.expected = expected;
  }

  String expected() {
    return expected;
  }

  static int number(String key, String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new InvalidValueException(key, text, NUMBER.expected);
    }
  }

  static Path path(String key, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new InvalidValueException(key, text, PATH.expected);
    }
  }

  static Duration duration(String key, String text) {
    Matcher amount = AMOUNT.matcher(text.strip());
    if (!amount.matches()) {
      throw new InvalidValueException(key, text, DURATION.expected);
    }
    long number = Long.parseLong(amount.group(1));
    try {
      return switch (amount.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        case "d" -> Duration.ofDays(number);
        default -> throw new InvalidValueException(key, text, DURATION.expected);
      };
    } catch (ArithmeticException e) {
      throw new InvalidValueException(key, text, DURATION.expected);
    }
  }

  static int size(String key, String text) {
    Matcher amount = AMOUNT.matcher(text.strip());
    if (!amount.matches()) {
      throw new InvalidValueException(key, text, SIZE.expected);
    }
    long unit =
        switch (amount.group(2).toLowerCase(Locale.ROOT)) {
          case "", "b" -> 1L;
          case "kib" -> 1L << 10;
          case "mib" -> 1L << 20;
          case "gib" -> 1L << 30;
          default -> throw new InvalidValueException(key, text, SIZE.expected);
        };
    try {
      return Math.toIntExact(Math.multiplyExact(Long.parseLong(amount.group(1)), unit));
    } catch (ArithmeticException e) {
      throw new InvalidValueException(key, text, "less than 2GiB");
    }
  }

  /** The text that {@link #duration} reads, in the largest unit that is exact. */
  static String text(Duration value) {
    long millis = value.toMillis();
    if (millis % Duration.ofDays(1).toMillis() == 0) {
      return value.toDays() + "d";
    }
    if (millis % Duration.ofMinutes(1).toMillis() == 0) {
      return value.toMinutes() + "m";
    }
    return millis % 1_000 == 0 ? value.toSeconds() + "s" : millis + "ms";
  }

  /** The text that {@link #size} reads, in the largest unit that is exact. */
  static String text(int bytes) {
    if (bytes % (1 << 20) == 0) {
      return (bytes >> 20) + "MiB";
    }
    return bytes % (1 << 10) == 0 ? (bytes >> 10) + "KiB" : bytes + "";
  }
}
