package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.RunNumber;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.out.SignalStore;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;

/** Finds signals by the primary key, in the one partition that may hold them. Calls overlap. */
final class PostgresSignalStore implements SignalStore {

  static final String SELECT =
      "SELECT "
          + SignalRow.SELECTED
          + """
          , e.number AS epoch_now, e.id AS life_now, e.run AS run_now,
            (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::int8 AS wal
            FROM signalcoherence.ledger_signal s,
                 (SELECT * FROM signalcoherence.epoch ORDER BY number DESC LIMIT 1) e
           WHERE s.tenant_id = ? AND s.source = ? AND s.signal_id = ?
             AND s.ts = ?::timestamptz\
          """;

  private static final String FIND = Queries.GRANT + SELECT;

  private final Queries queries;

  PostgresSignalStore(Queries queries) {
    this.queries = queries;
  }

  @Override
  public Optional<Stored> find(SignalKey key) {
    Object[] bindings = {
      TenantSetting.of(key.tenant()),
      key.tenant().value(),
      key.source().value(),
      key.id().value(),
      Timestamps.of(key.ts().value())
    };
    return queries.read(
        "find signal",
        sql ->
            sql.fetchMany(FIND, bindings).get(1).stream()
                .findFirst()
                .map(PostgresSignalStore::stored));
  }

  private static Stored stored(Record row) {
    EpochNumber now = new EpochNumber(row.get("epoch_now", Integer.class));
    LedgerRecord record = SignalRow.read(row, new EpochId(row.get("life_now", UUID.class)));
    boolean current = record.place().epoch().equals(now);
    TransactionId transaction = current ? record.place().transaction() : TransactionId.BEFORE_ALL;
    RunNumber run = new RunNumber(row.get("run_now", Integer.class));
    return new Stored(record, new CommitToken(now, run, transaction, row.get("wal", Long.class)));
  }
}
