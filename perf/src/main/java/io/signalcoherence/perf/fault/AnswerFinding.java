package io.signalcoherence.perf.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How requests were answered while a fault lasted.
 *
 * @param served answered 2xx
 * @param refused answered 503 or 429
 * @param other answered otherwise, or not at all
 * @param longest of all, served or not, in milliseconds
 * @param noticedMillis from the fault to when a push of every tenant had been refused; −1 if that
 *     never came
 * @param atFirst pushes and batches that were refused, and were sent before that or too soon after
 *     a signal had been stored for every lane to have noticed anew
 * @param fromThenOn the others that were refused
 * @param reads reads that were refused
 */
record AnswerFinding(
    int served,
    int refused,
    int other,
    double longest,
    long noticedMillis,
    Spread atFirst,
    Spread fromThenOn,
    Spread reads) {

  /** The documented {@code http.request-time}, and a second for the way there and back. */
  static final Duration REQUEST_TIME = Duration.ofSeconds(31);

  /** The longest that a refusal takes at p99 once the service sheds, in milliseconds. */
  static final double REFUSAL_P99 = 100;

  /** The documented {@code reads.deadline} of 2 s, and a half for the way there and back, in ms. */
  static final double READ_P99 = 2500;

  /**
   * Sums up.
   *
   * @param tenants whose lanes must all have noticed
   */
  static AnswerFinding of(List<Observation> all, Moments moments, Set<String> tenants) {
    List<Observation> during = all.stream().filter(each -> moments.isDuring(each.sent())).toList();
    List<Observation> measured =
        during.stream()
            .filter(each -> moments.isMeasured(each.sent()) && each.isRefused())
            .toList();
    Optional<Long> noticed = noticed(measured, tenants);
    Predicate<Observation> isRead = each -> each.kind() == Observation.Kind.READ;
    Shedding shedding = new Shedding(during, moments);
    Predicate<Observation> knows =
        each ->
            noticed.filter(moment -> each.sent() - moment >= 0).isPresent()
                && shedding.wasKnownTo(each);
    int served = (int) during.stream().filter(Observation::isServed).count();
    int refused = (int) during.stream().filter(Observation::isRefused).count();
    return new AnswerFinding(
        served,
        refused,
        during.size() - served - refused,
        spread(during, each -> true).max(),
        noticed.map(moment -> Moments.millis(moments.breaking(), moment)).orElse(-1L),
        spread(measured, isRead.negate().and(knows.negate())),
        spread(measured, isRead.negate().and(knows)),
        spread(measured, isRead));
  }

  private static Spread spread(List<Observation> all, Predicate<Observation> which) {
    return Spread.ofNanos(all.stream().filter(which).map(Observation::nanos).toList());
  }

  /** Each lane notices by itself; a tenant's pushes all go through the same one. */
  private static Optional<Long> noticed(List<Observation> refused, Set<String> tenants) {
    Map<String, Long> first = new HashMap<>();
    for (Observation each : refused) {
      if (each.kind() == Observation.Kind.PUSH) {
        for (String tenant : each.tenants()) {
          first.merge(tenant, each.answered(), (one, two) -> one - two <= 0 ? one : two);
        }
      }
    }
    return first.keySet().containsAll(tenants)
        ? first.values().stream().reduce((one, two) -> one - two >= 0 ? one : two)
        : Optional.empty();
  }

  /** The answers that are not as they must be. */
  List<Broken> broken(List<Observation> all, Moments moments, Outage outage) {
    List<Broken> broken = new ArrayList<>();
    for (Observation each : all) {
      if (each.nanos() > REQUEST_TIME.toNanos() || !each.isAnswered()) {
        broken.add(answers("no answer in time: " + each));
      } else if (moments.isBefore(each.answered()) && !each.isServed()) {
        broken.add(answers("before the fault: " + each));
      } else if (!each.isServed() && !(each.isRefused() && each.reply().saysWhen())) {
        broken.add(answers(each.toString()));
      }
    }
    // A ledger that still moves is given signals again in between.
    if (outage.stopsLedger() && (fromThenOn.count() == 0 || fromThenOn.p99() >= REFUSAL_P99)) {
      broken.add(
          answers(
              "refusals once it shed: %s ms (expected: p99 < %.0f)"
                  .formatted(fromThenOn.text(), REFUSAL_P99)));
    }
    if (reads.p99() >= READ_P99) {
      broken.add(
          answers("refused reads: %s ms (expected: p99 < %.0f)".formatted(reads.text(), READ_P99)));
    }
    return broken;
  }

  /**
   * Whether a fault that lets pushes through was there at all: half of those served must have taken
   * longer than before it.
   */
  static List<Broken> unfelt(List<Observation> all, Moments moments, Outage outage) {
    Predicate<Observation> push = each -> each.kind() == Observation.Kind.PUSH && each.isServed();
    Spread before = spread(all, push.and(each -> moments.isBefore(each.answered())));
    Spread during = spread(all, push.and(each -> moments.isMeasured(each.sent())));
    return outage.stopsLedger() || during.p50() > before.p50()
        ? List.of()
        : List.of(
            new Broken(
                Broken.Law.IS_FELT,
                String.format(
                    Locale.ROOT,
                    "served pushes: %s ms (expected: p50 > %.1f, that of before the fault)",
                    during.text(),
                    before.p50())));
  }

  private static Broken answers(String detail) {
    return new Broken(Broken.Law.ANSWERS, detail);
  }
}
