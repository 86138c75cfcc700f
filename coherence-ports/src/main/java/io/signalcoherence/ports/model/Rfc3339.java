package io.signalcoherence.ports.model;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Date-times as text (RFC 3339, section 5.6), read and written without a formatter, since each
 * signal carries one.
 */
final class Rfc3339 {

  private static final int MAX_TEXT = 64;
  private static final int DATE_TIME_LENGTH = "2000-01-01T00:00:00".length();
  private static final int OFFSET_LENGTH = "+00:00".length();
  private static final int LONGEST_WRITTEN = "2000-01-01T00:00:00.123456Z".length();
  private static final int FRACTION_DIGITS = 6;
  private static final int NANOS_A_MICRO = 1_000;
  private static final int MICROS_A_MILLI = 1_000;
  private static final int SECONDS_A_MINUTE = 60;
  private static final int SECONDS_AN_HOUR = 3_600;
  private static final int SECONDS_A_DAY = 86_400;

  private Rfc3339() {}

  /**
   * Reads {@code YYYY-MM-DDTHH:MM:SS[.digits](Z|±HH:MM)}, T and Z in either case, at most 64
   * characters. Digits finer than a microsecond are floored away; an offset reaches to 23:59; the
   * leap second 60 is refused.
   *
   * @return the instant; empty if the text is none
   */
  static Optional<Instant> read(String text) {
    int length = text.length();
    if (length <= DATE_TIME_LENGTH || length > MAX_TEXT || !hasMarks(text)) {
      return Optional.empty();
    }
    int secondOfDay = secondOfDay(text);
    int fractionEnd = fractionEnd(text);
    if (secondOfDay < 0 || fractionEnd < 0) {
      return Optional.empty();
    }
    int offset = offset(text, fractionEnd);
    int year = fourDigits(text);
    int month = twoDigits(text, 5);
    int day = twoDigits(text, 8);
    if (offset == Integer.MIN_VALUE || year < 0 || month < 0 || day < 0) {
      return Optional.empty();
    }
    try {
      long days = LocalDate.of(year, month, day).toEpochDay();
      long second = days * SECONDS_A_DAY + secondOfDay - offset;
      return Optional.of(
          Instant.ofEpochSecond(second, (long) micros(text, fractionEnd) * NANOS_A_MICRO));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * Writes a whole microsecond of the years 0000 to 9999 in UTC, with as many groups of three
   * digits behind the point as it needs.
   */
  static String write(Instant instant) {
    long second = instant.getEpochSecond();
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_A_DAY));
    int ofDay = Math.floorMod(second, SECONDS_A_DAY);
    byte[] out = new byte[LONGEST_WRITTEN];
    putTwo(out, 0, date.getYear() / 100);
    putTwo(out, 2, date.getYear() % 100);
    out[4] = '-';
    putTwo(out, 5, date.getMonthValue());
    out[7] = '-';
    putTwo(out, 8, date.getDayOfMonth());
    out[10] = 'T';
    putTwo(out, 11, ofDay / SECONDS_AN_HOUR);
    out[13] = ':';
    putTwo(out, 14, ofDay / SECONDS_A_MINUTE % 60);
    out[16] = ':';
    putTwo(out, 17, ofDay % SECONDS_A_MINUTE);
    int end = putFraction(out, instant.getNano() / NANOS_A_MICRO);
    out[end] = 'Z';
    return new String(out, 0, end + 1, StandardCharsets.ISO_8859_1);
  }

  private static boolean hasMarks(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && (text.charAt(10) == 'T' || text.charAt(10) == 't')
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  /** The time of day, seconds; negative if there is none. */
  private static int secondOfDay(String text) {
    int hour = twoDigits(text, 11);
    int minute = twoDigits(text, 14);
    int second = twoDigits(text, 17);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return -1;
    }
    return hour * SECONDS_AN_HOUR + minute * SECONDS_A_MINUTE + second;
  }

  /** The index after the fraction, or -1 if there is a point with no digit behind it. */
  private static int fractionEnd(String text) {
    if (text.charAt(DATE_TIME_LENGTH) != '.') {
      return DATE_TIME_LENGTH;
    }
    int at = DATE_TIME_LENGTH + 1;
    while (at < text.length() && digit(text, at) >= 0) {
      at++;
    }
    return at == DATE_TIME_LENGTH + 1 ? -1 : at;
  }

  private static int micros(String text, int fractionEnd) {
    int micros = 0;
    for (int i = 1; i <= FRACTION_DIGITS; i++) {
      int at = DATE_TIME_LENGTH + i;
      micros = 10 * micros + (at < fractionEnd ? digit(text, at) : 0);
    }
    return micros;
  }

  /** What the text's end is ahead of UTC, seconds; the least integer if it is no offset. */
  private static int offset(String text, int at) {
    int length = text.length();
    if (at == length - 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z')) {
      return 0;
    }
    if (at != length - OFFSET_LENGTH || text.charAt(at + 3) != ':') {
      return Integer.MIN_VALUE;
    }
    char sign = text.charAt(at);
    int hour = twoDigits(text, at + 1);
    int minute = twoDigits(text, at + 4);
    if ((sign != '+' && sign != '-') || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
      return Integer.MIN_VALUE;
    }
    int ahead = hour * SECONDS_AN_HOUR + minute * SECONDS_A_MINUTE;
    return sign == '+' ? ahead : -ahead;
  }

  private static int fourDigits(String text) {
    int high = twoDigits(text, 0);
    int low = twoDigits(text, 2);
    return high < 0 || low < 0 ? -1 : 100 * high + low;
  }

  /** Two digits as a number; negative if they are none. */
  private static int twoDigits(String text, int at) {
    int tens = digit(text, at);
    int ones = digit(text, at + 1);
    return tens < 0 || ones < 0 ? -1 : 10 * tens + ones;
  }

  private static int digit(String text, int at) {
    int digit = text.charAt(at) - '0';
    return digit > 9 ? -1 : digit;
  }

  private static void putTwo(byte[] out, int at, int number) {
    out[at] = (byte) ('0' + number / 10);
    out[at + 1] = (byte) ('0' + number % 10);
  }

  /** Puts point and digits; returns the index after them. */
  private static int putFraction(byte[] out, int micros) {
    if (micros == 0) {
      return DATE_TIME_LENGTH;
    }
    out[DATE_TIME_LENGTH] = '.';
    int at = putThree(out, DATE_TIME_LENGTH + 1, micros / MICROS_A_MILLI);
    int rest = micros % MICROS_A_MILLI;
    return rest == 0 ? at : putThree(out, at, rest);
  }

  private static int putThree(byte[] out, int at, int number) {
    out[at] = (byte) ('0' + number / 100);
    putTwo(out, at + 1, number % 100);
    return at + 3;
  }
}
