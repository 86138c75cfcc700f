package io.signalcoherence.perf.drill;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a drill found.
 *
 * @param control what was broken on purpose
 * @param passed whether the finding is as it must be; with a control that means that the drill
 *     noticed
 * @param faults all kills
 * @param cuts connections cut around a COMMIT
 * @param counts numbers of the journal and the audits
 * @param violations broken promises by kind
 * @param first the first few of each kind
 */
record DrillReport(
    Control control,
    boolean passed,
    List<Fault> faults,
    long cuts,
    Counts counts,
    Map<Violation.Kind, Integer> violations,
    List<Violation> first) {

  /**
   * Numbers.
   *
   * @param acknowledged signals acknowledged
   * @param acceptedAtFirst of these, told Accepted by their first attempt
   * @param duplicates receipts that said Duplicate
   * @param conflicts receipts that said Conflict
   * @param rows rows in the tables
   * @param scores scores compared
   */
  record Counts(
      int acknowledged,
      int acceptedAtFirst,
      int duplicates,
      int conflicts,
      long rows,
      int scores) {}

  long counted(Fault.Target target) {
    return faults.stream().filter(fault -> fault.target() == target && fault.counts()).count();
  }

  String text() {
    StringBuilder out = new StringBuilder(800);
    line(out, "control", control);
    for (Fault.Target target : Fault.Target.values()) {
      line(out, "kills of " + target.name().toLowerCase(Locale.ROOT), kills(target));
    }
    line(out, "killed while starting", faults.stream().filter(Fault::whileStarting).count());
    line(out, "cuts around COMMIT", cuts);
    line(out, "acknowledged", counts.acknowledged() + " signals");
    line(out, "accepted at first send", counts.acceptedAtFirst());
    line(out, "told duplicate, conflict", counts.duplicates() + ", " + counts.conflicts());
    line(out, "rows", counts.rows());
    line(out, "scores compared", counts.scores());
    broken(out, violations, first);
    return out.append(control.verdict(passed)).append('\n').toString();
  }

  static void broken(
      StringBuilder out, Map<Violation.Kind, Integer> violations, List<Violation> first) {
    for (Violation.Kind kind : Violation.Kind.values()) {
      line(out, kind.name().toLowerCase(Locale.ROOT), violations.getOrDefault(kind, 0));
    }
    for (Violation violation : first) {
      out.append("  ")
          .append(violation.kind())
          .append(": ")
          .append(violation.detail())
          .append('\n');
    }
  }

  private String kills(Fault.Target target) {
    long[] recoveries =
        faults.stream()
            .filter(fault -> fault.target() == target && fault.counts())
            .mapToLong(Fault::recoveryMillis)
            .sorted()
            .toArray();
    if (recoveries.length == 0) {
      return "0";
    }
    return String.format(
        Locale.ROOT,
        "%d with an append in flight; next acknowledgement after %d ms (median), %d ms (longest)",
        recoveries.length,
        recoveries[recoveries.length / 2],
        recoveries[recoveries.length - 1]);
  }

  static void line(StringBuilder out, String name, Object value) {
    out.append(String.format(Locale.ROOT, "%-26s %s%n", name, value));
  }
}
