package io.signalcoherence.perf.fault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What became of ingest while a server beside the ledger failed.
 *
 * @param before single signals before the fault
 * @param during those while it lasted
 * @param notServed pushes that were not served, in the whole run
 * @param slowestMillis when the slowest of those was sent, after the fault; −1 if there are none
 * @param strict whether the fault lasted so long that no single pause bends what is compared
 */
record IngestFinding(
    Spread before, Spread during, int notServed, long slowestMillis, boolean strict) {

  private static final double STRICT_FACTOR = 1.1;
  private static final double STRICT_MILLIS = 2;
  private static final double FACTOR = 1.5;

  /**
   * One collection of the whole heap, or the start of a server on the same two cores; far less than
   * what waiting for a server that does not answer would take.
   */
  private static final double MILLIS = 250;

  static IngestFinding of(List<Observation> all, Phases phases, boolean strict) {
    List<Observation> pushes =
        all.stream().filter(each -> each.kind() != Observation.Kind.READ).toList();
    return new IngestFinding(
        Spread.ofNanos(singles(pushes, phases.settled(), phases.weighed())),
        Spread.ofNanos(singles(pushes, phases.moments().broken(), phases.moments().measured())),
        (int) pushes.stream().filter(each -> !each.isServed()).count(),
        slowest(pushes, phases.moments()),
        strict);
  }

  private static long slowest(List<Observation> pushes, Moments moments) {
    return pushes.stream()
        .filter(each -> each.kind() == Observation.Kind.PUSH && moments.isMeasured(each.sent()))
        .max(Comparator.comparingLong(Observation::nanos))
        .map(each -> Moments.millis(moments.breaking(), each.sent()))
        .orElse(-1L);
  }

  private static List<Long> singles(List<Observation> pushes, long from, long until) {
    return pushes.stream()
        .filter(each -> each.kind() == Observation.Kind.PUSH)
        .filter(each -> each.sent() - from >= 0 && each.sent() - until < 0)
        .map(Observation::nanos)
        .toList();
  }

  /** The longest p99 that the fault may come with, in milliseconds. */
  private double most() {
    return strict ? before.p99() * STRICT_FACTOR + STRICT_MILLIS : before.p99() * FACTOR + MILLIS;
  }

  List<Broken> broken() {
    List<Broken> broken = new ArrayList<>();
    if (notServed > 0) {
      broken.add(changed(notServed + " pushes were not served (expected: 0)"));
    }
    if (before.count() == 0 || during.count() == 0 || during.p99() > most()) {
      broken.add(
          changed(
              String.format(
                  Locale.ROOT,
                  "single signals: %s ms, before the fault %s ms (expected: p99 <= %.1f); the"
                      + " slowest was sent %d ms after the fault",
                  during.text(),
                  before.text(),
                  most(),
                  slowestMillis)));
    }
    return broken;
  }

  private static Broken changed(String detail) {
    return new Broken(Broken.Law.INGEST_UNCHANGED, detail);
  }
}
