package io.signalcoherence.perf.fault;

import java.util.ArrayList;
import java.util.List;

/**
 * How the service came back after a fault.
 *
 * @param acknowledgedMillis from the end of the fault to the next acknowledgement; −1 if none came
 * @param readyMillis from the end of the fault to readiness; −1 if it did not come
 * @param refused requests that were sent more than a second after both, and refused
 * @param unfinished signals that could not be brought to an acknowledgement afterwards
 */
record HealFinding(long acknowledgedMillis, long readyMillis, int refused, int unfinished) {

  List<Broken> broken() {
    List<Broken> broken = new ArrayList<>();
    check(broken, "acknowledged", acknowledgedMillis);
    check(broken, "ready", readyMillis);
    if (refused > 0) {
      broken.add(
          new Broken(Broken.Law.HEALS, refused + " requests were refused though it was ready"));
    }
    if (unfinished > 0) {
      broken.add(new Broken(Broken.Law.HEALS, unfinished + " signals were never acknowledged"));
    }
    return broken;
  }

  private static void check(List<Broken> broken, String what, long millis) {
    long most = FaultPlan.HEALING.toMillis();
    if (millis < 0 || millis > most) {
      broken.add(
          new Broken(
              Broken.Law.HEALS,
              "%s: %s (expected: within %d ms of the fault's end)"
                  .formatted(what, millis < 0 ? "never" : "after " + millis + " ms", most)));
    }
  }
}
