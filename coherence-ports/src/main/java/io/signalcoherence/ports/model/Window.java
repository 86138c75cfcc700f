package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The {@value #MINUTES} whole minutes that end with one minute, which is included whole.
 *
 * @param from the first minute's beginning, inclusive
 * @param to the last minute's end, exclusive
 */
public record Window(Instant from, Instant to) {

  /** Whole minutes in a window. */
  public static final int MINUTES = 1_440;

  /**
   * Validates the length and edges.
   *
   * @throws InvalidValueException if not {@value #MINUTES} whole minutes
   */
  public Window {
    boolean whole = from.equals(from.truncatedTo(ChronoUnit.MINUTES));
    if (!whole || !Duration.between(from, to).equals(Duration.ofMinutes(MINUTES))) {
      throw new InvalidValueException("window", from + "/" + to, "1440 whole minutes");
    }
  }

  /** The window that ends with the minute that holds {@code asOf}. */
  public static Window endingWith(EventTime asOf) {
    Instant to = asOf.minute().plus(1, ChronoUnit.MINUTES);
    return new Window(to.minus(MINUTES, ChronoUnit.MINUTES), to);
  }

  /** Whether an event time lies within. */
  public boolean contains(EventTime ts) {
    return !ts.value().isBefore(from) && ts.value().isBefore(to);
  }

  /** Where the whole hours within begin; minutes from {@link #from} to here stand alone. */
  public Instant wholeHoursFrom() {
    Instant hour = from.truncatedTo(ChronoUnit.HOURS);
    return hour.equals(from) ? from : hour.plus(1, ChronoUnit.HOURS);
  }

  /** Where the whole hours within end; minutes from here to {@link #to} stand alone. */
  public Instant wholeHoursTo() {
    return to.truncatedTo(ChronoUnit.HOURS);
  }
}
