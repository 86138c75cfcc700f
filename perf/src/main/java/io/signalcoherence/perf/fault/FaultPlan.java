package io.signalcoherence.perf.fault;

import java.time.Duration;

/**
 * What {@code drill fault} does to one service with its servers.
 *
 * @param seed of the signals and the senders' choices
 * @param seconds how long the fault lasts, 5 to 3,600: an outage must be long enough to be noticed
 * @param perSecond requests that begin in a second, 8 to 10,000: three quarters of them single
 *     signals, the rest batches and reads of scores
 * @param twist what is broken on purpose
 */
record FaultPlan(long seed, int seconds, int perSecond, Twist twist) {

  static final int TENANTS = 12;

  /** How long the load runs after the fault at least. */
  static final Duration AFTERWARDS = Duration.ofSeconds(3);

  /** The longest time from the end of the fault to an acknowledgement and to readiness. */
  static final Duration HEALING = Duration.ofSeconds(5);

  /** From which length on the strict bounds hold: what is short is bent by each single pause. */
  static final int LONG_SECONDS = 300;

  private static final int SHORTEST = 5;
  private static final int LONGEST = 3_600;
  private static final int LEAST = 8;
  private static final int MOST = 10_000;

  /** Of the load before the fault, at first, while code is compiled. */
  private static final Duration WARMING = Duration.ofSeconds(8);

  private static final Duration RECOVERING = Duration.ofSeconds(1);
  private static final Duration SHORT_HEALTHY = Duration.ofSeconds(3);
  private static final int PART = 5;

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

  boolean isLong() {
    return seconds >= LONG_SECONDS;
  }

  /** How long the load runs before what it does is compared with anything. */
  Duration warming(Outage outage) {
    return outage.isBeside() ? WARMING : Duration.ZERO;
  }

  /** How long the load runs after the service was weighed, which stops it for a moment. */
  Duration recovering(Outage outage) {
    return outage.isBeside() ? RECOVERING : Duration.ZERO;
  }

  /** How long the load then runs before the fault. */
  Duration healthy(Outage outage) {
    return outage.isBeside()
        ? Duration.ofSeconds(Math.max(2 * SHORT_HEALTHY.toSeconds(), seconds / PART))
        : SHORT_HEALTHY;
  }
}
