package io.signalcoherence.core.engine;

import java.util.List;

/**
 * Signals that wait in the engine.
 *
 * @param total all that wait, those whose tenant is being read from the registry included
 * @param perLane those that wait for a group, by lane
 */
public record Backlog(int total, List<Integer> perLane) {
  /** Copies the lanes. */
  public Backlog {
    perLane = List.copyOf(perLane);
  }
}
