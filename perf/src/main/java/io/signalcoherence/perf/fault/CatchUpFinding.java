package io.signalcoherence.perf.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How what a server beside the ledger missed was made up for.
 *
 * @param outageMillis how long it failed, the time to bring it back included
 * @param caughtUpMillis from the end of the fault until nothing was behind any more; −1 if that did
 *     not come
 * @param published signals that were sent by the server itself, if it is a door
 * @param strict whether the fault lasted so long that no back-off bends what is compared
 */
record CatchUpFinding(long outageMillis, long caughtUpMillis, int published, boolean strict) {

  /** How much faster than it comes in what was missed must be made up for. */
  private static final double LEAST = 2;

  /** Back-offs and the start of a server, in milliseconds. */
  static final long PATIENCE_MILLIS = 20_000;

  /** The rate of catching up, in rates of arrival. */
  double timesArrival() {
    return caughtUpMillis <= 0 ? 0 : (double) (outageMillis + caughtUpMillis) / caughtUpMillis;
  }

  String text() {
    return caughtUpMillis <= 0 ? "–" : String.format(Locale.ROOT, "%.1f", timesArrival());
  }

  List<Broken> broken() {
    List<Broken> broken = new ArrayList<>();
    if (caughtUpMillis < 0) {
      broken.add(late("never (expected: within %d ms)".formatted(most())));
    } else if (strict ? timesArrival() < LEAST : caughtUpMillis > most()) {
      broken.add(
          late(
              "after %d ms, %s times as fast as it came in (expected: within %d ms)"
                  .formatted(caughtUpMillis, text(), most())));
    }
    return broken;
  }

  private long most() {
    return strict ? outageMillis : outageMillis + PATIENCE_MILLIS;
  }

  private static Broken late(String detail) {
    return new Broken(Broken.Law.CATCHES_UP, "caught up " + detail);
  }
}
