package io.signalcoherence.adapter.redis;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether calls are made at all. Closed, each is. After {@value #MOST_FAILURES} in a row that got
 * no answer it is open: no caller waits for a store that is away, and who looks after it finds out
 * when it is back. Thread-safe.
 */
final class Circuit {

  static final int MOST_FAILURES = 3;

  private final AtomicInteger failures = new AtomicInteger();

  boolean isOpen() {
    return failures.get() >= MOST_FAILURES;
  }

  /** The store answered, whatever it said; whether that closed it. */
  boolean answered() {
    return failures.get() != 0 && failures.getAndSet(0) >= MOST_FAILURES;
  }

  /** The store gave no answer; whether that opened it. */
  boolean failed() {
    return failures.updateAndGet(before -> Math.min(before, MOST_FAILURES) + 1) == MOST_FAILURES;
  }
}
