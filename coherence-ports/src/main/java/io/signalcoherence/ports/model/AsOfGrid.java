package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Event times at equal steps, for each of which a window is asked.
 *
 * @param first the earliest
 * @param step between two neighbours: whole minutes, from 1 min to {@value #MOST_STEP_DAYS} days
 * @param points how many there are, 1 to {@value #MOST_POINTS}
 */
public record AsOfGrid(EventTime first, Duration step, int points) {

  /** The most points that a grid may have. */
  public static final int MOST_POINTS = 10_000;

  /** The longest step, days. */
  public static final int MOST_STEP_DAYS = 36_500;

  private static final Duration WINDOW = Duration.ofMinutes(Window.MINUTES);

  /**
   * Validates the ranges.
   *
   * @throws InvalidValueException if one is out of range, or the last event time would be
   */
  public AsOfGrid {
    requireStep(step);
    if (points < 1 || points > MOST_POINTS) {
      throw new InvalidValueException("points", points, "1 to " + MOST_POINTS);
    }
    at(first, step, points - 1);
  }

  /**
   * Checks a step by itself.
   *
   * @throws InvalidValueException if it is out of range
   */
  public static Duration requireStep(Duration step) {
    boolean whole = step.equals(Duration.ofMinutes(step.toMinutes()));
    if (!whole || step.toMinutes() < 1 || step.toDays() > MOST_STEP_DAYS) {
      throw new InvalidValueException(
          "step", step, "whole minutes from PT1M to P" + MOST_STEP_DAYS + "D, such as PT1H");
    }
    return step;
  }

  /** The event times, earliest first. */
  public Stream<EventTime> asOfs() {
    return IntStream.range(0, points).mapToObj(index -> at(first, step, index));
  }

  /** The latest event time. */
  public EventTime last() {
    return at(first, step, points - 1);
  }

  /**
   * The spans between which nothing begins or ends a window, in order: each lies wholly within or
   * wholly without any window of the grid, and within at least one.
   */
  public List<Span> cells() {
    if (step.compareTo(WINDOW) >= 0) {
      return asOfs().map(Window::endingWith).map(w -> new Span(w.from(), w.to())).toList();
    }
    NavigableSet<Instant> cuts = new TreeSet<>();
    asOfs()
        .map(Window::endingWith)
        .forEach(
            window -> {
              cuts.add(window.from());
              cuts.add(window.to());
            });
    List<Span> cells = new ArrayList<>(cuts.size() - 1);
    Iterator<Instant> rest = cuts.iterator();
    Instant from = rest.next();
    while (rest.hasNext()) {
      Instant to = rest.next();
      cells.add(new Span(from, to));
      from = to;
    }
    return cells;
  }

  private static EventTime at(EventTime first, Duration step, int index) {
    return new EventTime(first.value().plus(step.multipliedBy(index)));
  }
}
