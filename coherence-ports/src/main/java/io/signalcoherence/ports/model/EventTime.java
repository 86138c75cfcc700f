package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * When a signal happened, by its sender's word: a whole microsecond from 2000-01-01T00:00:00Z until
 * before 10000-01-01T00:00:00Z, UTC.
 *
 * @param value the instant; finer digits are floored to the microsecond
 */
public record EventTime(Instant value) implements Comparable<EventTime> {

  /** The earliest event time, inclusive. */
  public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");
  private static final int MAX_TEXT = 64;
  private static final int DATE_TIME_LENGTH = "2000-01-01T00:00:00".length();
  private static final int OFFSET_LENGTH = "+00:00".length();
  private static final int MAX_FRACTION = 9;
  private static final String FORM = "RFC 3339 with offset, such as 2024-01-31T12:00:00.123456Z";

  /**
   * Floors to the microsecond and validates.
   *
   * @throws InvalidValueException if the instant is out of range
   */
  public EventTime {
    value = value.truncatedTo(ChronoUnit.MICROS);
    if (value.isBefore(EARLIEST) || value.isAfter(LATEST)) {
      throw new InvalidValueException(
          "ts", value, "from 2000-01-01T00:00:00Z to 9999-12-31T23:59:59.999999Z");
    }
  }

  /**
   * Reads an RFC 3339 date-time. Seconds and offset are required; digits finer than a nanosecond
   * are floored away; the leap second 60 is refused.
   *
   * @throws InvalidValueException if the text is not such a date-time or out of range
   */
  public static EventTime parse(String text) {
    String upper = text.length() <= MAX_TEXT ? text.toUpperCase(Locale.ROOT) : "";
    if (!hasForm(upper)) {
      throw new InvalidValueException("ts", text, FORM);
    }
    try {
      OffsetDateTime time =
          OffsetDateTime.parse(withoutExcessDigits(upper), DateTimeFormatter.ISO_OFFSET_DATE_TIME);
      return new EventTime(time.toInstant());
    } catch (DateTimeException e) {
      throw new InvalidValueException("ts", text, FORM);
    }
  }

  /**
   * Date, time with seconds, an optional fraction, and Z or a signed offset of hours and minutes.
   */
  private static boolean hasForm(String text) {
    if (text.length() <= DATE_TIME_LENGTH || !matches(text.substring(0, DATE_TIME_LENGTH))) {
      return false;
    }
    int at = endOfFraction(text);
    if (at < 0 || at >= text.length()) {
      return false;
    }
    String offset = text.substring(at);
    return offset.equals("Z")
        || (offset.length() == OFFSET_LENGTH
            && (offset.charAt(0) == '+' || offset.charAt(0) == '-')
            && offset.charAt(3) == ':');
  }

  private static boolean matches(String text) {
    String form = "0000-00-00T00:00:00";
    for (int i = 0; i < form.length(); i++) {
      char wanted = form.charAt(i);
      char found = text.charAt(i);
      if (wanted == '0' ? found < '0' || found > '9' : found != wanted) {
        return false;
      }
    }
    return true;
  }

  /** The index after the fraction, or -1 if there is a point with no digit behind it. */
  private static int endOfFraction(String text) {
    if (text.charAt(DATE_TIME_LENGTH) != '.') {
      return DATE_TIME_LENGTH;
    }
    int at = DATE_TIME_LENGTH + 1;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at == DATE_TIME_LENGTH + 1 ? -1 : at;
  }

  private static String withoutExcessDigits(String text) {
    int end = endOfFraction(text);
    int kept = DATE_TIME_LENGTH + 1 + MAX_FRACTION;
    return end > kept ? text.substring(0, kept) + text.substring(end) : text;
  }

  /** The whole minute that holds it. */
  public Instant minute() {
    return value.truncatedTo(ChronoUnit.MINUTES);
  }

  /** The whole hour that holds it. */
  public Instant hour() {
    return value.truncatedTo(ChronoUnit.HOURS);
  }

  /** The UTC day that holds it. */
  public Instant day() {
    return value.truncatedTo(ChronoUnit.DAYS);
  }

  @Override
  public int compareTo(EventTime other) {
    return value.compareTo(other.value);
  }

  /** The RFC 3339 form in UTC. */
  @Override
  public String toString() {
    return value.toString();
  }
}
