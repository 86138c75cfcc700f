package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long a tenant's signals may be kept, counted from their event time.
 *
 * @param ttl whole days, 1 to 36,500; empty is without limit
 */
public record Retention(Optional<Duration> ttl) {

  /** 365 days, the default. */
  public static final Retention STANDARD = ofDays(365);

  /** Without limit. */
  public static final Retention UNLIMITED = new Retention(Optional.empty());

  private static final String STANDARD_NAME = "standard-365d";
  private static final String UNLIMITED_NAME = "unlimited";
  private static final String FORM = "unlimited, standard-365d, or days such as 90d (1d to 36500d)";
  private static final Pattern DAYS = Pattern.compile("[0-9]{1,5}d");
  private static final long MAX_DAYS = 36_500;

  /**
   * Validates the range.
   *
   * @throws InvalidValueException if not whole days, or out of range
   */
  public Retention {
    ttl.ifPresent(
        value -> {
          boolean wholeDays = value.equals(Duration.ofDays(value.toDays()));
          if (!wholeDays || value.toDays() < 1 || value.toDays() > MAX_DAYS) {
            throw new InvalidValueException("retention", value, FORM);
          }
        });
  }

  /** Keeps for a number of days. */
  public static Retention ofDays(long days) {
    return new Retention(Optional.of(Duration.ofDays(days)));
  }

  /**
   * Reads {@code unlimited}, {@code standard-365d} or days such as {@code 90d}.
   *
   * @throws InvalidValueException if the text is none of these
   */
  public static Retention parse(String text) {
    if (text.equals(UNLIMITED_NAME)) {
      return UNLIMITED;
    }
    if (text.equals(STANDARD_NAME)) {
      return STANDARD;
    }
    if (!DAYS.matcher(text).matches()) {
      throw new InvalidValueException("retention", text, FORM);
    }
    return ofDays(Long.parseLong(text.substring(0, text.length() - 1)));
  }

  /** Event times before this may not be kept at {@code now}; empty if all may. */
  public Optional<Instant> cutOff(Instant now) {
    return ttl.map(now::minus);
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    if (equals(STANDARD)) {
      return STANDARD_NAME;
    }
    return ttl.map(value -> value.toDays() + "d").orElse(UNLIMITED_NAME);
  }
}
