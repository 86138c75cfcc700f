package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Whole minutes in a row, at least one.
 *
 * @param from the first minute's beginning, inclusive
 * @param to the last minute's end, exclusive
 */
public record Span(Instant from, Instant to) {

  /**
   * Validates edges and order.
   *
   * @throws InvalidValueException if not of whole minutes, or empty
   */
  public Span {
    if (!isWhole(from) || !isWhole(to) || !from.isBefore(to)) {
      throw new InvalidValueException("span", from + "/" + to, "whole minutes, at least one");
    }
  }

  /** Whether an event time lies within. */
  public boolean contains(EventTime ts) {
    return !ts.value().isBefore(from) && ts.value().isBefore(to);
  }

  private static boolean isWhole(Instant instant) {
    return instant.equals(instant.truncatedTo(ChronoUnit.MINUTES));
  }
}
