package io.signalcoherence.ports.out;

import java.time.Duration;

/**
 * Is told what a door answers, to count and time it. Called from the door's threads, calls overlap;
 * must return at once and not throw.
 */
public interface RequestObserver {

  /** Observes nothing. */
  RequestObserver NONE = (route, method, status, sinceReceived) -> {};

  /**
   * A request was answered. The names are few and fixed, so that they may label a metric.
   *
   * @param route the name of the route, such as {@code /v1/coherence/signals}; {@code unmatched} if
   *     there is none
   * @param method the method in upper case; {@code _OTHER} if it is not a known one
   * @param status the status of the answer, 100 to 599
   * @param sinceReceived how long after the request's head was read its answer was handed to the
   *     connection
   */
  void answered(String route, String method, int status, Duration sinceReceived);
}
