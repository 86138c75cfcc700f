package io.signalcoherence.perf.drill;

import java.util.concurrent.TimeUnit;

/**
 * Lets requests of about ten signals through at a bounded rate. Safe for use by several threads.
 */
final class Pace {

  /** The mean of a sender's request sizes, in signals. */
  private static final double MEAN_SIZE = 9.6;

  private final long intervalNanos;
  private long next = System.nanoTime();

  Pace(int signalsPerSecond) {
    if (signalsPerSecond < 1) {
      throw new IllegalArgumentException(
          "rate: " + signalsPerSecond + " signals/s (expected: >= 1)");
    }
    this.intervalNanos = (long) (1e9 * MEAN_SIZE / signalsPerSecond);
  }

  /** Waits for this caller's turn; false if the thread was interrupted. */
  boolean take() {
    try {
      TimeUnit.NANOSECONDS.sleep(turn());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Time lost while the service was down is not made up for. */
  private synchronized long turn() {
    long now = System.nanoTime();
    next = Math.max(next + intervalNanos, now);
    return next - now;
  }
}
