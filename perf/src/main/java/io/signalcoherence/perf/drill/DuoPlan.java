package io.signalcoherence.perf.drill;

/**
 * What {@code drill duo} does.
 *
 * @param seed of the signals
 * @param keys how many keys all writers send
 * @param seconds how long a tenant's lock is held, in seconds
 * @param control what is broken on purpose
 */
record DuoPlan(long seed, int keys, int seconds, Control control) {

  /** Over both services; every second one sends the keys in the opposite order. */
  static final int WRITERS = 16;

  /** Signals in one request of a writer. */
  static final int BATCH = 20;

  /** Keys that all writers send before any of them goes on: so they meet again and again. */
  static final int BLOCK = 640;

  /** Every second key is of the first, the others share the rest. */
  static final int TENANTS = 24;

  /** Most signals of one sender while its tenant's lock or another's is tried. */
  static final int TRIAL_SIGNALS = 10_000;

  DuoPlan {
    if (keys < 1 || keys > 10_000_000) {
      throw new IllegalArgumentException("keys: " + keys + " (expected: 1 to 10000000)");
    }
    if (seconds < 2 || seconds > 60) {
      throw new IllegalArgumentException("seconds: " + seconds + " s (expected: 2 to 60)");
    }
  }

  /** The first number after the keys, whose tenant is the first. */
  int firstOfTrial() {
    return (keys / TENANTS + 1) * TENANTS;
  }

  int capacity() {
    return firstOfTrial() + 2 * TRIAL_SIGNALS * TENANTS;
  }
}
