package io.signalcoherence.perf.fault;

import io.signalcoherence.perf.drill.Violation;
import java.util.List;
import java.util.Map;

/**
 * What the audits found when all was over.
 *
 * @param acknowledged signals
 * @param rows in the tables
 * @param scores compared
 * @param violations broken promises by kind
 * @param first the first few of each kind
 */
record CountFinding(
    int acknowledged,
    long rows,
    int scores,
    Map<Violation.Kind, Integer> violations,
    List<Violation> first) {

  int count(Violation.Kind kind) {
    return violations.getOrDefault(kind, 0);
  }

  List<Broken> broken() {
    return first.stream()
        .map(
            each ->
                new Broken(
                    Broken.Law.COUNTS_ONCE,
                    "%s (%d): %s".formatted(each.kind(), count(each.kind()), each.detail())))
        .toList();
  }
}
