package io.signalcoherence.perf.fault;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was told of health around a fault.
 *
 * @param live how long {@code /livez} took while the fault lasted
 * @param ready how long {@code /readyz} took meanwhile
 * @param notReadyMillis from the fault to the first "not ready"; −1 if that was never told
 * @param unfounded how often it was told to be ready again while the fault lasted, without that a
 *     signal had been stored since the last "not ready"
 */
record HealthFinding(Spread live, Spread ready, long notReadyMillis, int unfounded) {

  /** The longest that either takes at p99, in milliseconds. */
  static final double P99 = 50;

  /** Who has the acknowledgement may be a little ahead of what readiness rests on. */
  private static final long GRACE_NANOS = 50 * Spread.NANOS_PER_MILLI;

  private static final int OK = 200;
  private static final int NOT_READY = 503;

  static HealthFinding of(List<Probe> all, List<Observation> requests, Moments moments) {
    List<Probe> during = all.stream().filter(each -> moments.isMeasured(each.sent())).toList();
    List<Probe> readiness =
        during.stream().filter(each -> each.path().equals(Probe.READY)).toList();
    long first = -1;
    int unfounded = 0;
    @Nullable Probe refused = null;
    for (Probe probe : readiness) {
      if (probe.says(OK)) {
        unfounded += refused == null || isStored(requests, moments, refused, probe) ? 0 : 1;
        refused = null;
      } else {
        first = first < 0 ? Moments.millis(moments.breaking(), probe.answered()) : first;
        refused = probe;
      }
    }
    return new HealthFinding(
        spread(during, Probe.LIVE), spread(readiness, Probe.READY), first, unfounded);
  }

  /** Whether a signal may have been stored between two answers, the fault notwithstanding. */
  private static boolean isStored(
      List<Observation> requests, Moments moments, Probe refused, Probe ready) {
    return requests.stream()
        .filter(each -> each.reply().acknowledged() && each.answered() - moments.mending() < 0)
        .anyMatch(
            each ->
                each.answered() - refused.sent() + GRACE_NANOS > 0
                    && each.sent() - ready.answered() < 0);
  }

  private static Spread spread(List<Probe> probes, String path) {
    return Spread.ofNanos(
        probes.stream().filter(each -> each.path().equals(path)).map(Probe::nanos).toList());
  }

  /** What is not as it must be. */
  List<Broken> broken(List<Probe> all, Moments moments, Outage outage) {
    List<Broken> broken = new ArrayList<>();
    for (Probe probe : all) {
      boolean told = probe.says(OK) || (probe.path().equals(Probe.READY) && probe.says(NOT_READY));
      if (!told || (moments.isBefore(probe.answered()) && !probe.says(OK))) {
        broken.add(health(probe.path() + ": status " + probe.status()));
      }
    }
    check(broken, Probe.LIVE, live);
    check(broken, Probe.READY, ready);
    if (outage.stopsLedger() && notReadyMillis < 0) {
      broken.add(health("the ledger stood still, and readiness was never told to be lost"));
    }
    if (outage.stopsLedger() && unfounded > 0) {
      broken.add(
          health("told to be ready, though no signal had been stored, " + unfounded + " times"));
    }
    return broken;
  }

  private static void check(List<Broken> broken, String path, Spread took) {
    if (took.count() == 0 || took.p99() >= P99) {
      broken.add(health("%s: %s ms (expected: p99 < %.0f)".formatted(path, took.text(), P99)));
    }
  }

  private static Broken health(String detail) {
    return new Broken(Broken.Law.TELLS_HEALTH, detail);
  }
}
