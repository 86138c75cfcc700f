package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.out.LedgerReader;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;

/**
 * Reads commits below the horizon, then their signals: what the second statement sees of them can
 * no longer change. Calls overlap.
 */
final class PostgresLedgerReader implements LedgerReader {

  /** All epochs, the present one first; there are few. */
  private static final String EPOCHS =
      "SELECT e.number, e.id FROM signalcoherence.epoch e ORDER BY e.number DESC";

  private static final String COMMITS =
      """
      SELECT c.epoch, c.commit::text, c.from_ts, c.to_ts
        FROM signalcoherence.ledger_commit c
       WHERE (c.epoch, c.commit) >= (?, ?::text::xid8)
         AND (c.epoch < ? OR c.commit < pg_snapshot_xmin(pg_current_snapshot()))
       ORDER BY c.epoch, c.commit
       LIMIT ?\
      """;

  private static final String SIGNALS =
      "SELECT "
          + SignalRow.SELECTED
          + """

           FROM signalcoherence.ledger_signal s
          WHERE (s.epoch, s.commit, s.position) > (?, ?::text::xid8, ?)
            AND (s.epoch, s.commit) <= (?, ?::text::xid8)
            AND s.ts BETWEEN ?::timestamptz AND ?::timestamptz
            AND (? OR s.tenant_id = ANY (?::text[]))
          ORDER BY s.epoch, s.commit, s.position
          LIMIT ?\
          """;

  private static final int MOST_COMMITS = 1_000;
  private static final int MOST_BATCHES = 10;
  private static final int PAST_ALL = Integer.MAX_VALUE;

  private final Queries queries;

  PostgresLedgerReader(Queries queries) {
    this.queries = queries;
  }

  @Override
  public Cursor beginning() {
    return queries.read("read epoch", sql -> Cursor.beginning(id(sql.fetch(EPOCHS).get(0))));
  }

  @Override
  public LedgerPage readAfter(Cursor after, Grant grant, int limit) {
    return queries.read(
        "read ledger",
        sql -> {
          Result<Record> epochs = sql.fetch(EPOCHS);
          EpochId now = id(epochs.get(0));
          if (now.equals(after.readIn())) {
            return page(sql, epochs.get(0).get(0, Integer.class), after, new Asked(grant, limit));
          }
          return epochs.stream().anyMatch(epoch -> id(epoch).equals(after.readIn()))
              ? new LedgerPage.EpochEnded(now)
              : new LedgerPage.OtherLedger(now);
        });
  }

  private static EpochId id(Record epoch) {
    return new EpochId(epoch.get(1, UUID.class));
  }

  /** Whose records, and how many at most. */
  private record Asked(Grant grant, int limit) {}

  private static LedgerPage page(DSLContext sql, int epochNow, Cursor after, Asked asked) {
    List<LedgerRecord> records = new ArrayList<>();
    Grant grant = asked.grant();
    int limit = asked.limit();
    // whoever is granted few tenants may have to pass over many commits to find a record
    int batch =
        grant instanceof Grant.EveryTenant && limit < MOST_COMMITS ? limit + 1 : MOST_COMMITS;
    Cursor at = after;
    for (int batches = 0; batches < MOST_BATCHES && records.size() < limit; batches++) {
      Result<Record> commits = commits(sql, at, epochNow, batch);
      if (commits.isEmpty()) {
        return new LedgerPage.Records(records, at, true);
      }
      int wanted = limit - records.size();
      Cursor end = endOf(commits, after.readIn());
      List<LedgerRecord> found = signals(sql, at, end, commits, new Asked(grant, wanted));
      records.addAll(found);
      if (found.size() == wanted) {
        return new LedgerPage.Records(records, found.get(wanted - 1).place(), false);
      }
      at = end;
      if (commits.size() < batch) {
        return new LedgerPage.Records(records, at, true);
      }
    }
    return new LedgerPage.Records(records, at, false);
  }

  private static Result<Record> commits(DSLContext sql, Cursor at, int epochNow, int batch) {
    return sql.fetch(COMMITS, at.epoch().value(), Long.toString(from(at)), epochNow, batch);
  }

  /** The transaction to begin with: the cursor's own only if it may have more records. */
  private static long from(Cursor at) {
    return at.position() == PAST_ALL ? at.transaction().value() + 1 : at.transaction().value();
  }

  private static Cursor endOf(Result<Record> commits, EpochId readIn) {
    Record last = commits.get(commits.size() - 1);
    return new Cursor(
        readIn,
        new EpochNumber(last.get(0, Integer.class)),
        new TransactionId(Long.parseLong(last.get(1, String.class))),
        PAST_ALL);
  }

  private static List<LedgerRecord> signals(
      DSLContext sql, Cursor at, Cursor end, Result<Record> commits, Asked wanted) {
    OffsetDateTime from = commits.get(0).get(2, OffsetDateTime.class);
    OffsetDateTime to = commits.get(0).get(3, OffsetDateTime.class);
    for (Record commit : commits) {
      OffsetDateTime first = commit.get(2, OffsetDateTime.class);
      OffsetDateTime last = commit.get(3, OffsetDateTime.class);
      from = first.isBefore(from) ? first : from;
      to = last.isAfter(to) ? last : to;
    }
    return sql.fetch(
            SIGNALS,
            at.epoch().value(),
            Long.toString(at.transaction().value()),
            at.position(),
            end.epoch().value(),
            Long.toString(end.transaction().value()),
            from,
            to,
            wanted.grant() instanceof Grant.EveryTenant,
            tenants(wanted.grant()),
            wanted.limit())
        .map(row -> SignalRow.read(row, at.readIn()));
  }

  private static String[] tenants(Grant grant) {
    return grant instanceof Grant.Tenants named
        ? named.tenants().stream().map(TenantId::value).toArray(String[]::new)
        : new String[0];
  }
}
