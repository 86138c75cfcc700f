package io.signalcoherence.perf.fault;

import io.signalcoherence.perf.drill.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What {@code drill fault} found.
 *
 * @param twist what was broken on purpose
 * @param seconds how long each fault lasted
 * @param findings of the faults that were made
 * @param skipped the faults that could not be made here, and why
 * @param failed the faults whose drill came to no finding, and why
 */
record FaultReport(
    Twist twist,
    int seconds,
    List<FaultFinding> findings,
    List<Skipped> skipped,
    List<Failed> failed) {

  private static final List<Violation.Kind> COUNTED =
      List.of(
          Violation.Kind.LOST,
          Violation.Kind.DOUBLED,
          Violation.Kind.ALTERED,
          Violation.Kind.PHANTOM,
          Violation.Kind.FALSE_RECEIPT,
          Violation.Kind.WRONG_SCORE);

  /**
   * A fault that could not be made.
   *
   * @param outage which
   * @param reason why not
   */
  record Skipped(Outage outage, String reason) {}

  /**
   * A drill that broke off.
   *
   * @param outage of which fault
   * @param reason what was thrown
   */
  record Failed(Outage outage, String reason) {}

  /** Whether at least one fault was made, and each led to a finding that is as it must be. */
  boolean passed() {
    return !findings.isEmpty()
        && failed.isEmpty()
        && findings.stream().allMatch(FaultFinding::passed);
  }

  /** Tables in Markdown, then whatever was broken. */
  String text() {
    StringBuilder out = new StringBuilder(4000);
    List<FaultFinding> ledger =
        findings.stream().filter(each -> !each.outage().isBeside()).toList();
    List<FaultFinding> others = findings.stream().filter(each -> each.outage().isBeside()).toList();
    table(out, ledger, answerColumns());
    table(out, ledger, healthColumns());
    table(out, others, BesideColumns.served());
    table(out, others, BesideColumns.told());
    table(out, findings, sizeColumns());
    table(out, findings, countColumns());
    for (FaultFinding each : findings) {
      if (!each.note().isEmpty()) {
        out.append(each.outage().wireName()).append(": ").append(each.note()).append('\n');
      }
      for (Broken broken : each.broken()) {
        out.append(
            "%s: %s: %s%n".formatted(each.outage().wireName(), broken.law(), broken.detail()));
      }
    }
    for (Skipped each : skipped) {
      out.append("skipped: %s, because %s%n".formatted(each.outage().wireName(), each.reason()));
    }
    for (Failed each : failed) {
      out.append("failed: %s, because of %s%n".formatted(each.outage().wireName(), each.reason()));
    }
    return out.append(twist.verdict(passed())).append('\n').toString();
  }

  private static Map<String, Function<FaultFinding, Object>> answerColumns() {
    Map<String, Function<FaultFinding, Object>> columns = new LinkedHashMap<>();
    columns.put("served", each -> each.answers().served());
    columns.put("refused", each -> each.answers().refused());
    columns.put("other", each -> each.answers().other());
    columns.put(
        "longest, ms", each -> String.format(Locale.ROOT, "%.0f", each.answers().longest()));
    columns.put("shed after, ms", each -> orNever(each.answers().noticedMillis()));
    columns.put("refused before that, ms", each -> each.answers().atFirst().text());
    columns.put("refused from then on, ms", each -> each.answers().fromThenOn().text());
    columns.put("reads refused, ms", each -> each.answers().reads().text());
    return columns;
  }

  private static Map<String, Function<FaultFinding, Object>> healthColumns() {
    Map<String, Function<FaultFinding, Object>> columns = new LinkedHashMap<>();
    columns.put("/livez, ms", each -> each.health().live().text());
    columns.put("/readyz, ms", each -> each.health().ready().text());
    columns.put("not ready after, ms", each -> orNever(each.health().notReadyMillis()));
    columns.put("ready unfounded", each -> each.health().unfounded());
    columns.put("acknowledged again after, ms", each -> orNever(each.heal().acknowledgedMillis()));
    columns.put("ready again after, ms", each -> orNever(each.heal().readyMillis()));
    return columns;
  }

  private static Map<String, Function<FaultFinding, Object>> sizeColumns() {
    Map<String, Function<FaultFinding, Object>> columns = new LinkedHashMap<>();
    columns.put("resident, MiB", each -> each.size().resident());
    columns.put("live heap, MiB", each -> each.size().live());
    columns.put("threads", each -> each.size().threads());
    return columns;
  }

  private static Map<String, Function<FaultFinding, Object>> countColumns() {
    Map<String, Function<FaultFinding, Object>> columns = new LinkedHashMap<>();
    columns.put("acknowledged", each -> each.count().acknowledged());
    columns.put("rows", each -> each.count().rows());
    columns.put("scores compared", each -> each.count().scores());
    for (Violation.Kind kind : COUNTED) {
      columns.put(
          kind.name().toLowerCase(Locale.ROOT).replace('_', ' '), each -> each.count().count(kind));
    }
    columns.put("", each -> each.passed() ? "passed" : "FAILED");
    return columns;
  }

  private static void table(
      StringBuilder out,
      List<FaultFinding> rows,
      Map<String, Function<FaultFinding, Object>> columns) {
    if (rows.isEmpty()) {
      return;
    }
    out.append("| fault | ").append(String.join(" | ", columns.keySet())).append(" |\n");
    out.append("|---".repeat(columns.size() + 1)).append("|\n");
    for (FaultFinding each : rows) {
      out.append("| ").append(each.outage().wireName()).append(" |");
      columns.values().forEach(cell -> out.append(' ').append(cell.apply(each)).append(" |"));
      out.append('\n');
    }
    out.append('\n');
  }

  static Object orNever(long millis) {
    return millis < 0 ? "–" : millis;
  }
}
