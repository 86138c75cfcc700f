package io.signalcoherence.core.engine;

import java.time.Duration;

/**
 * How long to wait before an append is tried again.
 *
 * @param settings the bounds
 * @param surroundings measure and jitter
 */
record Retrying(EngineSettings.RetrySettings settings, Surroundings surroundings) {

  private static final int MOST_DOUBLINGS = 20;

  /** A gate for one lane. */
  Gate gate() {
    return new Gate(surroundings, settings.stall().limit(), this::pause);
  }

  long nanos() {
    return surroundings.nanos();
  }

  /**
   * The wait after a number of tries, 1 or more: it doubles from the first to the longest, less up
   * to a half by chance, so that those who met once do not meet again.
   */
  Duration pause(int tries) {
    long first = settings.firstBackOff().toNanos();
    long most = settings.longestBackOff().toNanos();
    long whole = Math.min(most, first << Math.min(tries - 1, MOST_DOUBLINGS));
    return Duration.ofNanos((long) (whole * (1 - surroundings.jitter().getAsDouble() / 2)));
  }
}
