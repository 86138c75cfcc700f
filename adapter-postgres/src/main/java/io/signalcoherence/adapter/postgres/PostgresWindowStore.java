package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.model.AsOfGrid;
import io.signalcoherence.ports.model.HistoryReading;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import io.signalcoherence.ports.out.WindowStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jooq.Result;

/**
 * Sums whole hours, and the minutes at both edges, in one statement; see {@link HistoryQuery} for
 * many windows. Calls overlap.
 */
final class PostgresWindowStore implements WindowStore {

  /** The snapshot stands beside the sums, so that it is there even if no sum is. */
  static final String READ =
      WindowRows.SNAPSHOT
          + """
          , p.source, p.type, p.n, p.w, p.wv, p.w2
            FROM (SELECT) AS one
            LEFT JOIN (
              SELECT r.source, r.type, sum(r.n) AS n, sum(r.w) AS w, sum(r.wv) AS wv, sum(r.w2) AS w2
                FROM (
                  SELECT h.source, h.type, h.n, h.w, h.wv, h.w2 FROM signalcoherence.rollup_hour h
                   WHERE h.tenant_id = ? AND h.hour >= ?::timestamptz AND h.hour < ?::timestamptz
                  UNION ALL
                  SELECT m.source, m.type, m.n, m.w, m.wv, m.w2 FROM signalcoherence.rollup_minute m
                   WHERE m.tenant_id = ? AND m.minute >= ?::timestamptz AND m.minute < ?::timestamptz
                  UNION ALL
                  SELECT m.source, m.type, m.n, m.w, m.wv, m.w2 FROM signalcoherence.rollup_minute m
                   WHERE m.tenant_id = ? AND m.minute >= ?::timestamptz AND m.minute < ?::timestamptz) r
               GROUP BY r.source, r.type) p ON true\
          """;

  private static final String GRANT_AND_READ = Queries.GRANT + READ;

  /**
   * Whether no commit of the tenant is among those that the known snapshot does not see. It looks
   * at no more than 1,001 rows of the narrowest table there is, by index.
   */
  static final String RECHECK =
      WindowRows.SNAPSHOT
          + """
          , c.known <= 1000 AND c.touching = 0
            FROM (SELECT count(*) AS known,
                         count(*) FILTER (WHERE
                           (r.tenants IS NULL OR signalcoherence.tenant_lock_key(?) = ANY (r.tenants))
                           AND NOT pg_visible_in_snapshot(r.commit, ?::pg_snapshot)) AS touching
                    FROM (SELECT l.commit, l.tenants FROM signalcoherence.ledger_commit l
                           WHERE l.epoch = ? AND l.commit >= ?::text::xid8
                           ORDER BY l.commit LIMIT 1001) r) c\
          """;

  private final Queries queries;

  PostgresWindowStore(Queries queries) {
    this.queries = queries;
  }

  @Override
  public WindowReading read(TenantId tenant, Window window) {
    return queries.read(
        "read window",
        sql -> {
          Object[] bindings =
              Stream.concat(
                      Stream.of(TenantSetting.of(tenant)), Arrays.stream(bounds(tenant, window)))
                  .toArray();
          Result<Record> rows = sql.fetchMany(GRANT_AND_READ, bindings).get(1);
          List<PairSums> pairs =
              rows.stream()
                  .filter(row -> row.get(2) != null)
                  .map(row -> WindowRows.pairSums(row, 2))
                  .toList();
          return new WindowReading(window, pairs, WindowRows.snapshot(rows.get(0)));
        });
  }

  @Override
  public Optional<HistoryReading> read(TenantId tenant, AsOfGrid grid, int mostSums) {
    HistoryQuery query = new HistoryQuery(tenant, grid, mostSums);
    return queries.read("read history", query::run);
  }

  @Override
  public Optional<Snapshot> unchangedSince(TenantId tenant, Snapshot known) {
    return queries.read(
        "recheck window",
        sql -> {
          Record row =
              sql.fetchSingle(
                  RECHECK,
                  tenant.value(),
                  WindowRows.text(known),
                  known.epoch().value(),
                  Long.toString(known.min().value()));
          Snapshot now = WindowRows.snapshot(row);
          boolean sameLife = now.epoch().equals(known.epoch()) && now.run().equals(known.run());
          return sameLife && row.get(2, Boolean.class) ? Optional.of(now) : Optional.empty();
        });
  }

  /** The parameters of {@link #READ}: the whole hours, the minutes before them, those after. */
  static Object[] bounds(TenantId tenant, Window window) {
    return new Object[] {
      tenant.value(),
      Timestamps.of(window.wholeHoursFrom()),
      Timestamps.of(window.wholeHoursTo()),
      tenant.value(),
      Timestamps.of(window.from()),
      Timestamps.of(window.wholeHoursFrom()),
      tenant.value(),
      Timestamps.of(window.wholeHoursTo()),
      Timestamps.of(window.to())
    };
  }
}
