package io.signalcoherence.ports.in;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.AsOfGrid;
import io.signalcoherence.ports.model.EventTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * From when to when, and at which steps. The points are {@code from}, {@code from + step} and so
 * on, as long as they are not after {@code to}.
 *
 * @param from the first point; 24 h before the end if empty
 * @param to the end, itself a point if a step meets it; may lie in the future. If empty, the
 *     service's clock, or {@code from} if that is later
 * @param step whole minutes, as {@link AsOfGrid} has them
 */
public record HistoryRange(Optional<EventTime> from, Optional<EventTime> to, Duration step) {

  /** The step if the caller does not say: 1 h. */
  public static final Duration DEFAULT_STEP = Duration.ofHours(1);

  private static final Duration DEFAULT_LENGTH = Duration.ofHours(24);

  /**
   * Validates the order and the step.
   *
   * @throws InvalidValueException if {@code from} is after {@code to}, or the step out of range
   */
  public HistoryRange {
    AsOfGrid.requireStep(step);
    if (from.isPresent() && to.isPresent() && from.get().compareTo(to.get()) > 0) {
      throw new InvalidValueException("from", from.get(), "not after to (" + to.get() + ")");
    }
  }

  /** How many points it has by a clock that says {@code now}. */
  public long points(Instant now) {
    return Duration.between(begin(now).value(), end(now).value()).dividedBy(step) + 1;
  }

  /**
   * Its points by a clock that says {@code now}.
   *
   * @throws InvalidValueException if they are more than a grid may have
   */
  public AsOfGrid grid(Instant now) {
    return new AsOfGrid(begin(now), step, (int) Math.min(points(now), Integer.MAX_VALUE));
  }

  private EventTime begin(Instant now) {
    return from.orElseGet(
        () -> {
          Instant begin = end(now).value().minus(DEFAULT_LENGTH);
          return new EventTime(begin.isBefore(EventTime.EARLIEST) ? EventTime.EARLIEST : begin);
        });
  }

  private EventTime end(Instant now) {
    return to.orElseGet(
        () -> from.filter(begin -> begin.value().isAfter(now)).orElseGet(() -> new EventTime(now)));
  }
}
