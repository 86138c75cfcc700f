package io.signalcoherence.adapter.kafka;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next try: twice as long each time, from 100 ms to 4 s, or as long as
 * was asked for, and up to half of it more, so that many who wait do not come back together.
 */
final class BackOff {

  private static final long FIRST_MILLIS = 100;
  private static final int MOST_DOUBLINGS = 6;
  private static final long LONGEST_MILLIS = 4_000;

  private BackOff() {}

  /**
   * The wait.
   *
   * @param attempt how many tries have failed before the last one
   * @param atLeast what was asked for
   */
  static Duration before(int attempt, Duration atLeast) {
    long doubled = FIRST_MILLIS << Math.min(attempt, MOST_DOUBLINGS);
    long millis = Math.max(Math.min(doubled, LONGEST_MILLIS), atLeast.toMillis());
    return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
  }
}
