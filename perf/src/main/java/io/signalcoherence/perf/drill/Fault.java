package io.signalcoherence.perf.drill;

/**
 * One kill.
 *
 * @param target whom
 * @param whileStarting whether it was killed once more while it started again
 * @param inFlight appends that were in flight by the journal when it died
 * @param recoveryMillis from the kill to the next acknowledgement; −1 if none came in time
 */
record Fault(Target target, boolean whileStarting, int inFlight, long recoveryMillis) {

  /** Who is killed. */
  enum Target {
    SERVICE,
    POSTGRES
  }

  boolean counts() {
    return inFlight > 0 && recoveryMillis >= 0;
  }
}
