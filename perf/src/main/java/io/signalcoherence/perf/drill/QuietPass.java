package io.signalcoherence.perf.drill;

import io.signalcoherence.perf.golden.GoldenManifest;
import io.signalcoherence.perf.service.Scrape;
import io.signalcoherence.perf.service.ServiceKafka;
import io.signalcoherence.perf.service.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Publishes everything once more while nobody is killed. What a service counts of its receipts dies
 * with it; of this pass none does, so the services' own counters must say exactly what the manifest
 * says of lines that came before.
 */
final class QuietPass {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String RECEIPTS = "ingest_receipts_total";

  private final ReplayRig rig;
  private final GoldenManifest manifest;
  private final Violations violations;

  QuietPass(ReplayRig rig, GoldenManifest manifest, Violations violations) {
    this.rig = rig;
    this.manifest = manifest;
    this.violations = violations;
  }

  /** What the services' counters said of the pass. */
  record Finding(long accepted, long duplicates, long conflicts, long rejected, long letters) {}

  Finding run(ReplayFeed feed) throws IOException, InterruptedException {
    Map<String, Long> before = counters();
    int issued = feed.issued();
    feed.pass(() -> {});
    if (!awaitCommitted(rig.kafka(), PATIENCE)) {
      violations.add(Violation.Kind.NO_RECOVERY, "the last pass is not committed");
    }
    Map<String, Long> told = new TreeMap<>();
    counters().forEach((name, now) -> told.put(name, now - before.getOrDefault(name, 0L)));
    expect("accepted", feed.issued() - issued, told);
    expect("duplicate", manifest.distinct() + manifest.duplicates(), told);
    expect("conflict", manifest.conflicts(), told);
    expect("rejected", feed.poison(), told);
    expect("letters", manifest.conflicts() + feed.poison(), told);
    return new Finding(
        told.getOrDefault("accepted", 0L),
        told.getOrDefault("duplicate", 0L),
        told.getOrDefault("conflict", 0L),
        told.getOrDefault("rejected", 0L),
        told.getOrDefault("letters", 0L));
  }

  private void expect(String what, long expected, Map<String, Long> told) {
    long found = told.getOrDefault(what, 0L);
    if (found != expected) {
      violations.add(
          Violation.Kind.FALSE_RECEIPT,
          "told %s in the quiet pass: %d (expected: %d)".formatted(what, found, expected));
    }
  }

  private Map<String, Long> counters() throws IOException, InterruptedException {
    Map<String, Long> counters = new TreeMap<>();
    for (ServiceProcess service : rig.services()) {
      Scrape scrape = Scrape.of(service);
      for (String outcome : new String[] {"accepted", "duplicate", "conflict", "rejected"}) {
        double count = scrape.sum(RECEIPTS, "channel=\"kafka\"", "outcome=\"" + outcome + "\"");
        counters.merge(outcome, (long) count, Long::sum);
      }
      counters.merge("letters", (long) scrape.sum("kafka_dead_letters_total"), Long::sum);
    }
    return counters;
  }

  /** Waits until the group has committed all that lies in the topic; false if it does not. */
  static boolean awaitCommitted(ServiceKafka kafka, Duration limit)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (kafka.lag() > 0) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return true;
  }
}
