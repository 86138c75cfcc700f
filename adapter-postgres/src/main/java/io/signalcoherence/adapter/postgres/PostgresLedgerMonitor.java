package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.out.LedgerMonitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the server as the requests' login role sees it. How long another role's transaction has
 * been open is told to roles with {@code pg_read_all_stats}; without it, age counts from when this
 * monitor first saw the transaction.
 */
final class PostgresLedgerMonitor implements LedgerMonitor {

  private static final String LOOK =
      """
      SELECT current_setting('fsync'), current_setting('full_page_writes'),
             current_setting('synchronous_commit'), current_setting('synchronous_standby_names'),
             (SELECT max(e.number) FROM signalcoherence.epoch e),
             (SELECT e.id FROM signalcoherence.epoch e ORDER BY e.number DESC LIMIT 1),
             (SELECT greatest(
                (SELECT max(clock_timestamp() - a.xact_start) FROM pg_stat_activity a
                  WHERE a.backend_xid IS NOT NULL),
                (SELECT max(clock_timestamp() - p.prepared) FROM pg_prepared_xacts p))
              ) AS seen_age,
             (SELECT a.backend_xid::text FROM pg_stat_activity a
               WHERE a.backend_xid IS NOT NULL AND a.xact_start IS NULL
               ORDER BY age(a.backend_xid) DESC LIMIT 1) AS hidden\
      """;

  private static final String EPOCH =
      "SELECT e.id AS life FROM signalcoherence.epoch e ORDER BY e.number DESC LIMIT 1";

  private static final String FAILOVER = "failover: may lose acknowledged signals";

  private final Queries queries;
  private @Nullable String hiddenTransaction;
  private long hiddenSince;
  private volatile @Nullable EpochId lastSeen;

  PostgresLedgerMonitor(Queries queries) {
    this.queries = queries;
  }

  @Override
  public LedgerCondition look() {
    return queries.read("look at the ledger", sql -> condition(sql.fetchSingle(inMillis())));
  }

  private static String inMillis() {
    return "SELECT l.*, (extract(epoch FROM l.seen_age) * 1000)::int8 AS millis FROM ("
        + LOOK
        + ") l (fsync, pages, commit, standbys, epoch, life, seen_age, hidden)";
  }

  /** The epoch when this looked last, or was asked first. */
  EpochId epoch() {
    EpochId seen = lastSeen;
    if (seen == null) {
      seen = queries.read("read epoch", sql -> new EpochId(id(sql.fetchSingle(EPOCH))));
      lastSeen = seen;
    }
    return seen;
  }

  private static UUID id(Record row) {
    return row.get("life", UUID.class);
  }

  private LedgerCondition condition(Record row) {
    lastSeen = new EpochId(id(row));
    List<String> faults = new ArrayList<>();
    requireOn(faults, "fsync", text(row, "fsync"));
    requireOn(faults, "full_page_writes", text(row, "pages"));
    String commit = text(row, "commit");
    if (commit.equals("off")) {
      faults.add("synchronous_commit: off (expected: on)");
    }
    boolean waitsForStandby = !text(row, "standbys").isBlank() && !commit.equals("local");
    Long millis = row.get("millis", Long.class);
    Duration seen = millis == null ? Duration.ZERO : Duration.ofMillis(Math.max(0, millis));
    Duration hidden = hiddenAge(row.get("hidden", String.class));
    return new LedgerCondition(
        new EpochNumber(row.get("epoch", Integer.class)),
        seen.compareTo(hidden) >= 0 ? seen : hidden,
        faults,
        waitsForStandby ? List.of() : List.of(FAILOVER));
  }

  private synchronized Duration hiddenAge(@Nullable String transaction) {
    if (transaction == null) {
      hiddenTransaction = null;
      return Duration.ZERO;
    }
    long now = System.nanoTime();
    if (!transaction.equals(hiddenTransaction)) {
      hiddenTransaction = transaction;
      hiddenSince = now;
    }
    return Duration.ofNanos(now - hiddenSince);
  }

  private static void requireOn(List<String> faults, String setting, String value) {
    if (!value.equals("on")) {
      faults.add(setting + ": " + value + " (expected: on)");
    }
  }

  private static String text(Record row, String column) {
    return row.get(column, String.class);
  }
}
