package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

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
   * Reads an RFC 3339 date-time. Seconds and offset are required; an offset reaches to 23:59;
   * digits finer than a microsecond are floored away; the leap second 60 is refused.
   *
   * @throws InvalidValueException if the text is not such a date-time or out of range
   */
  public static EventTime parse(String text) {
    return Rfc3339.read(text)
        .map(EventTime::new)
        .orElseThrow(() -> new InvalidValueException("ts", text, FORM));
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
    return Rfc3339.write(value);
  }
}
