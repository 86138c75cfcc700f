package io.signalcoherence.perf.drill;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code drill duo} found.
 *
 * @param plan what was done
 * @param passed whether the finding is as it must be; with a control that means that the drill
 *     noticed
 * @param load what the writers were told
 * @param audit what the tables hold
 * @param lanes what became of the tenants while one was held
 * @param violations broken promises by kind
 * @param first the first few of each kind
 */
record DuoReport(
    DuoPlan plan,
    boolean passed,
    Load load,
    Audit audit,
    LaneFinding lanes,
    Map<Violation.Kind, Integer> violations,
    List<Violation> first) {

  /**
   * What the writers were told, over both services.
   *
   * @param receipts in all
   * @param accepted of these
   * @param duplicates of these
   * @param millis from the first request to the last answer
   */
  record Load(long receipts, long accepted, long duplicates, long millis) {}

  /**
   * What was found afterwards.
   *
   * @param rows rows in the tables
   * @param scores scores compared, at both services
   * @param deadlocks that PostgreSQL has counted in this database
   */
  record Audit(long rows, int scores, long deadlocks) {}

  String text() {
    StringBuilder out = new StringBuilder(800);
    DrillReport.line(out, "control", plan.control());
    DrillReport.line(
        out,
        "keys, writers",
        "%d, %d over two services, half of them backwards".formatted(plan.keys(), DuoPlan.WRITERS));
    DrillReport.line(
        out,
        "receipts",
        String.format(Locale.ROOT, "%d in %.1f s", load.receipts(), load.millis() / 1000.0));
    DrillReport.line(out, "told accepted, duplicate", load.accepted() + ", " + load.duplicates());
    DrillReport.line(out, "rows", audit.rows());
    DrillReport.line(out, "scores compared", audit.scores());
    DrillReport.line(out, "deadlocks in PostgreSQL", audit.deadlocks());
    DrillReport.line(
        out,
        "tenants in other lanes",
        "%d of %d; p99 %d ms before, %d ms while one was held"
            .formatted(
                lanes.tenants() - 1 - lanes.sharing(),
                lanes.tenants() - 1,
                lanes.p99Before(),
                lanes.p99Held()));
    DrillReport.line(
        out,
        "held for " + plan.seconds() + " s",
        "longest request %d ms, told to come again %d times"
            .formatted(lanes.longestHeld(), lanes.refusals()));
    DrillReport.broken(out, violations, first);
    return out.append(plan.control().verdict(passed)).append('\n').toString();
  }
}
