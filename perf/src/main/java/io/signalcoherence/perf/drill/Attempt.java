package io.signalcoherence.perf.drill;

import java.util.List;

/**
 * One request of a drill.
 *
 * @param id in order of sending
 * @param purpose what its signals must be told
 * @param signals in the order of the request
 */
public record Attempt(long id, Purpose purpose, List<DrillSignal> signals) {

  /** Why a request is sent. */
  public enum Purpose {
    /** Signals without an acknowledgement. */
    DELIVER,
    /** Signals that were acknowledged: each must be told to be a duplicate. */
    REPEAT,
    /** Other payloads under acknowledged keys: each must be told to conflict. */
    CONTRADICT
  }
}
