package io.signalcoherence.perf.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * How it was told that a server beside the ledger failed.
 *
 * @param missedMillis from the fault to the first metric on which the alert rests; −1 if none came
 * @param degradedMillis from the fault to the first time that readiness named the server; −1 if it
 *     did not
 * @param alarm of the alert itself
 * @param notReady answers of {@code /readyz} that cost readiness
 */
record TellFinding(long missedMillis, long degradedMillis, Alarm alarm, int notReady) {

  /** What was looked at. */
  record Sources(Scraper scraper, List<Probe> probes, Alarm alarm) {}

  static TellFinding of(Neighbour neighbour, Outage outage, Sources sources, Moments moments) {
    Predicate<Scrape> degraded = seen -> seen.isDegraded(outage.server().wireName());
    return new TellFinding(
        first(sources.scraper(), moments, seen -> neighbour.isMissed(outage.kind(), seen)),
        first(sources.scraper(), moments, degraded),
        sources.alarm(),
        (int)
            sources.probes().stream()
                .filter(probe -> probe.path().equals(Probe.READY) && !probe.says(200))
                .count());
  }

  private static long first(Scraper scraper, Moments moments, Predicate<Scrape> says) {
    return scraper
        .first(moments.breaking(), moments.mending(), says)
        .map(scrape -> Moments.millis(moments.breaking(), scrape.sent()))
        .orElse(-1L);
  }

  /** What is not as it must be; of a fault that is too short to be told, nothing is expected. */
  List<Broken> broken(Neighbour neighbour, Outage outage, Moments moments) {
    List<Broken> broken = new ArrayList<>();
    if (notReady > 0) {
      broken.add(untold("readiness was lost " + notReady + " times (expected: 0)"));
    }
    long within = neighbour.toldWithin().toMillis();
    long lasted = Moments.millis(moments.broken(), moments.mending());
    String alert = neighbour.alert(outage.kind());
    if (outage.isTold() && lasted >= within) {
      late(broken, "the metric of " + alert, missedMillis, within);
    }
    long degraded = neighbour.degradedWithin().toMillis();
    if (outage.isAway() && lasted >= degraded) {
      late(broken, "degraded in readiness", degradedMillis, degraded);
    }
    long alarmed = within + Alarm.SLACK_MILLIS;
    if (outage.isTold() && alarm.isWatched() && lasted >= alarmed) {
      late(broken, alert, alarm.firedMillis(), alarmed);
    }
    if (!outage.isTold() && missedMillis >= 0) {
      broken.add(untold("told to be away after " + missedMillis + " ms, and it was not"));
    }
    return broken;
  }

  private static void late(List<Broken> broken, String what, long millis, long within) {
    if (millis < 0 || millis > within) {
      broken.add(
          untold(
              "%s: %s (expected: within %d ms)"
                  .formatted(what, millis < 0 ? "never" : "after " + millis + " ms", within)));
    }
  }

  private static Broken untold(String detail) {
    return new Broken(Broken.Law.IS_TOLD, detail);
  }
}
