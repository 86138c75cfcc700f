package io.signalcoherence.ports.out;

import java.time.Duration;

/**
 * Is told what a follower of the ledger does, to count and time it. Called from the follower's
 * thread, one call at a time; must return at once and not throw.
 */
public interface FollowerObserver {

  /** Observes nothing. */
  FollowerObserver NONE = new FollowerObserver() {};

  /**
   * A page of records became durable in the projection.
   *
   * @param records how many, 0 or more
   * @param took how long the projection took for them
   */
  default void applied(int records, Duration took) {}

  /**
   * A step failed, and will be tried again.
   *
   * @param code the failure's stable code
   * @param again in how long
   */
  default void failed(String code, Duration again) {}

  /** The projection is cleared, to be made anew from the beginning. */
  default void rebuilds() {}
}
