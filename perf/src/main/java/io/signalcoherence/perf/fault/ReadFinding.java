package io.signalcoherence.perf.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What became of reads while a server beside the ledger failed.
 *
 * @param before scores read before the fault
 * @param during those while it lasted
 * @param notServed reads that were not served, in the whole run
 * @param withToken scores that were asked for with the token of a commit
 * @param stale scores that said they were stale
 * @param older scores that were older than they may be
 */
record ReadFinding(
    Spread before, Spread during, int notServed, int withToken, int stale, int older) {

  /**
   * What a server that does not answer may cost a read at p99, in milliseconds: a connection and a
   * call to Redis, within their deadlines of 100 and 150 ms.
   */
  private static final double COST = 250;

  static ReadFinding of(List<Observation> all, Phases phases, Witness witness) {
    List<Observation> reads =
        all.stream().filter(each -> each.kind() == Observation.Kind.READ).toList();
    return new ReadFinding(
        spread(reads, phases.settled(), phases.weighed()),
        spread(reads, phases.moments().broken(), phases.moments().measured()),
        (int) reads.stream().filter(each -> !each.isServed()).count(),
        witness.withToken(),
        witness.stale(),
        witness.broken().size());
  }

  private static Spread spread(List<Observation> reads, long from, long until) {
    return Spread.ofNanos(
        reads.stream()
            .filter(each -> each.sent() - from >= 0 && each.sent() - until < 0)
            .map(Observation::nanos)
            .toList());
  }

  /** The scores that are older than they may be are told by who compared them. */
  List<Broken> broken() {
    List<Broken> broken = new ArrayList<>();
    if (notServed > 0) {
      broken.add(wrong(notServed + " reads were not served (expected: 0)"));
    }
    if (withToken == 0) {
      broken.add(wrong("no score was read with a token"));
    }
    if (during.max() > AnswerFinding.READ_P99) {
      broken.add(
          wrong(
              "scores: %s ms (expected: none above %.0f)"
                  .formatted(during.text(), AnswerFinding.READ_P99)));
    }
    if (before.count() == 0 || during.count() == 0 || during.p99() > before.p99() + COST) {
      broken.add(
          wrong(
              String.format(
                  Locale.ROOT,
                  "scores: %s ms, before the fault %s ms (expected: p99 <= %.1f)",
                  during.text(),
                  before.text(),
                  before.p99() + COST)));
    }
    return broken;
  }

  private static Broken wrong(String detail) {
    return new Broken(Broken.Law.READS_RIGHT, detail);
  }
}
