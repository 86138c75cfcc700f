package io.signalcoherence.perf.drill;

import java.time.Duration;

/**
 * What {@code drill fault} does to one service with its database.
 *
 * @param seed of the signals and the senders' choices
 * @param seconds how long the fault lasts, 5 to 3,600: an outage must be long enough to be noticed
 * @param perSecond requests that begin in a second, 8 to 10,000: three quarters of them single
 *     signals, the rest batches and reads of scores
 * @param control what is broken on purpose
 */
record FaultPlan(long seed, int seconds, int perSecond, Control control) {

  static final int TENANTS = 12;

  /** How long the load runs before the fault. */
  static final Duration HEALTHY = Duration.ofSeconds(3);

  /** How long the load runs after the fault at least. */
  static final Duration AFTERWARDS = Duration.ofSeconds(3);

  /** The longest time from the end of the fault to an acknowledgement and to readiness. */
  static final Duration HEALING = Duration.ofSeconds(5);

  private static final int SHORTEST = 5;
  private static final int LONGEST = 3_600;
  private static final int LEAST = 8;
  private static final int MOST = 10_000;

  FaultPlan {
    require("seconds", seconds, SHORTEST, LONGEST);
    require("rate", perSecond, LEAST, MOST);
  }

  private static void require(String what, int found, int least, int most) {
    if (found < least || found > most) {
      throw new IllegalArgumentException(
          what + ": " + found + " (expected: " + least + " to " + most + ")");
    }
  }

  Duration fault() {
    return Duration.ofSeconds(seconds);
  }
}
