package io.signalcoherence.ports.model;

import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What an admission touched, beginning with its own signal.
 *
 * @param signal the signal that was admitted
 * @param others the tenant's other signals of the same request, as {@link RequestMark} defines it,
 *     in the order of their keys, at most as many as asked for
 * @param more whether there are others beyond those
 */
public record Trail(ProjectedSignal signal, List<ProjectedSignal> others, boolean more) {

  /** Copies the others. */
  public Trail {
    others = List.copyOf(others);
  }

  /**
   * The minutes whose scores count the signal: a score as of any moment in them has it in its
   * window.
   */
  public Span counted() {
    var minute = signal.key().ts().minute();
    return new Span(minute, minute.plus(Window.MINUTES, ChronoUnit.MINUTES));
  }
}
