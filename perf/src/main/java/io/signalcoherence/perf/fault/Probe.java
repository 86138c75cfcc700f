package io.signalcoherence.perf.fault;

/**
 * One look at a health resource.
 *
 * @param path {@code /livez} or {@code /readyz}
 * @param sent by {@link System#nanoTime}
 * @param nanos to its answer
 * @param status of HTTP; 0 if none came
 */
record Probe(String path, long sent, long nanos, int status) {

  static final String LIVE = "/livez";
  static final String READY = "/readyz";

  boolean says(int wanted) {
    return status == wanted;
  }

  long answered() {
    return sent + nanos;
  }
}
