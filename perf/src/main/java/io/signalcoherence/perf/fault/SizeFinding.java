package io.signalcoherence.perf.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the service took of the machine around a fault.
 *
 * @param before just before it, under load
 * @param during when it had lasted as long as planned, under load
 * @param after when the service had recovered and all was acknowledged
 */
record SizeFinding(Footprint before, Footprint during, Footprint after) {

  List<Broken> broken() {
    List<Broken> broken =
        new ArrayList<>(
            during.grownSince(before, Footprint.WAITING_GROWTH, "at the end of the fault"));
    broken.addAll(after.grownSince(before, Footprint.LIVE_GROWTH, "after recovery"));
    return broken;
  }

  String resident() {
    return line(before.residentMebibytes(), during.residentMebibytes(), after.residentMebibytes());
  }

  String live() {
    return line(before.liveMebibytes(), during.liveMebibytes(), after.liveMebibytes());
  }

  String threads() {
    return line(before.threads(), during.threads(), after.threads());
  }

  private static String line(double before, double during, double after) {
    return String.format(Locale.ROOT, "%.0f / %.0f / %.0f", before, during, after);
  }
}
