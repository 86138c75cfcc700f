package io.signalcoherence.perf.fault;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The columns of a report on servers beside the ledger; each cell needs a finding of that. */
final class BesideColumns {

  private BesideColumns() {}

  /** How requests were served. */
  static Map<String, Function<FaultFinding, Object>> served() {
    Map<String, Function<FaultFinding, Object>> columns = new LinkedHashMap<>();
    columns.put("signals before, ms", each -> of(each).ingest().before().text());
    columns.put("signals during, ms", each -> of(each).ingest().during().text());
    columns.put("pushes not served", each -> of(each).ingest().notServed());
    columns.put("reads before, ms", each -> of(each).reads().before().text());
    columns.put("reads during, ms", each -> of(each).reads().during().text());
    columns.put("reads not served", each -> of(each).reads().notServed());
    columns.put("with a token", each -> of(each).reads().withToken());
    columns.put("stale", each -> of(each).reads().stale());
    columns.put("too old", each -> of(each).reads().older());
    return columns;
  }

  /** What was told, and how what was missed was made up for. */
  static Map<String, Function<FaultFinding, Object>> told() {
    Map<String, Function<FaultFinding, Object>> columns = new LinkedHashMap<>();
    columns.put(
        "metric tells after, ms", each -> FaultReport.orNever(of(each).told().missedMillis()));
    columns.put(
        "degraded after, ms", each -> FaultReport.orNever(of(each).told().degradedMillis()));
    columns.put("alert fires after, ms", each -> of(each).told().alarm().text());
    columns.put("not ready", each -> of(each).told().notReady());
    columns.put("/readyz, ms", each -> each.health().ready().text());
    columns.put("published", each -> of(each).caughtUp().published());
    columns.put(
        "caught up after, ms", each -> FaultReport.orNever(of(each).caughtUp().caughtUpMillis()));
    columns.put("times arrival", each -> of(each).caughtUp().text());
    return columns;
  }

  private static BesideFinding of(FaultFinding finding) {
    return requireNonNull(finding.beside(), "a server beside the ledger failed");
  }
}
