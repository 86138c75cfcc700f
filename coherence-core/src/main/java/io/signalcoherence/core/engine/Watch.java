package io.signalcoherence.core.engine;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Looks again and again whether what is under way takes too long, and ends when nothing is. It
 * makes nothing go on that would not without it, but answers who waits. Thread-safe; one look at a
 * time.
 */
final class Watch implements Runnable {

  /** What a look says when nothing is under way. */
  static final long NOTHING = -1;

  private static final long SHORTEST_NANOS = 1_000_000;

  private final Surroundings surroundings;
  private final LongSupplier look;
  private final AtomicBoolean running = new AtomicBoolean();

  /**
   * Makes one that does not run.
   *
   * @param look looks, and says in how many nanoseconds to look again, or {@link #NOTHING}
   */
  Watch(Surroundings surroundings, LongSupplier look) {
    this.surroundings = surroundings;
    this.look = look;
  }

  /** Something is under way that the next look sees: looks after so many nanoseconds at most. */
  void begin(long nanos) {
    if (running.compareAndSet(false, true)) {
      later(nanos);
    }
  }

  @Override
  public void run() {
    long next = NOTHING;
    try {
      next = look.getAsLong();
    } finally {
      if (next == NOTHING) {
        running.set(false);
      }
    }
    if (next != NOTHING) {
      later(next);
      return;
    }
    // What has begun since that look found the watch running.
    long again = look.getAsLong();
    if (again != NOTHING) {
      begin(again);
    }
  }

  private void later(long nanos) {
    try {
      surroundings.scheduler().after(Duration.ofNanos(Math.max(SHORTEST_NANOS, nanos)), this);
    } catch (RejectedExecutionException e) {
      running.set(false); // the end has come, and the drain answers who still waits
    }
  }
}
