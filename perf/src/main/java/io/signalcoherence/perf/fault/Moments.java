package io.signalcoherence.perf.fault;

/**
 * The moments of one fault, by {@link System#nanoTime}.
 *
 * @param breaking when the drill began to make it
 * @param broken when it was made
 * @param measured when it had lasted as long as planned; then the service is weighed, and the fault
 *     goes on
 * @param mending when the drill began to undo it
 * @param mended when it was undone
 */
record Moments(long breaking, long broken, long measured, long mending, long mended) {

  /** Whether something sent then met the fault. */
  boolean isDuring(long sent) {
    return sent - breaking >= 0 && sent - mended < 0;
  }

  /** Whether something sent then met the fault while nobody weighed the service. */
  boolean isMeasured(long sent) {
    return sent - breaking >= 0 && sent - measured < 0;
  }

  boolean isBefore(long sent) {
    return sent - breaking < 0;
  }

  boolean isAfter(long sent) {
    return sent - mended >= 0;
  }

  static long millis(long from, long until) {
    return Math.max(0, (until - from) / Spread.NANOS_PER_MILLI);
  }
}
