package io.signalcoherence.core.retention;

import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Retention;
import io.signalcoherence.ports.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Which questions retention lets be answered: those whose window begins at or after the cut-off. An
 * earlier window may have lost signals, so any score of it would be of what happens to be left.
 * Pure.
 */
public final class Answerable {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LAST_MINUTE = MINUTE.multipliedBy(Window.MINUTES - 1L);

  private Answerable() {}

  /**
   * The earliest {@code asOf} that can be answered: a whole minute.
   *
   * @param now the service's clock
   * @return empty if every event time can be answered
   */
  public static Optional<EventTime> earliest(Retention retention, Instant now) {
    return retention
        .cutOff(now)
        .map(cutOff -> wholeMinuteFrom(cutOff).plus(LAST_MINUTE))
        .filter(asOf -> asOf.isAfter(EventTime.EARLIEST))
        .map(EventTime::new);
  }

  /** The first whole minute at or after an instant. */
  private static Instant wholeMinuteFrom(Instant instant) {
    Instant minute = instant.truncatedTo(ChronoUnit.MINUTES);
    return minute.equals(instant) ? minute : minute.plus(MINUTE);
  }
}
