package io.signalcoherence.perf.read;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Fills a tenant by SQL alone with the rows that appends of {@link WindowSignals} would have left:
 * signals, commits, sums by minute and hour, pairs. Used by one thread.
 */
final class TenantFill {

  /** Signals in a transaction. */
  private static final long CHUNK = 250_000;

  private static final String SIGNALS =
      """
      INSERT INTO signalcoherence.ledger_signal (
        epoch, commit, position, ts, received_at, value_e9, weight_e6, provenance_id,
        tenant_id, source, signal_id, type, digest, channel, principal, organisation,
        purpose, retention, licence, held_in, residency, trace_id, attributes)
      SELECT (SELECT max(e.number) FROM signalcoherence.epoch e), (SELECT pg_current_xact_id()),
          r.position, r.ts, now(), r.value, r.weight, uuidv7(),
          r.tenant, 'source-' || r.pair / %1$d, r.id, r.type,
          '\\x01'::bytea || sha256(int4send(length(r.type)) || convert_to(r.type, 'UTF8')
            || int8send(r.value) || int8send(r.weight) || '\\x0000'::bytea),
          'http', 'loopback', 'local',
          'coherence-scoring', 'standard-365d', 'tenant-owned', 'local', NULL, NULL, NULL
        FROM (
          SELECT (i - p.first)::int AS position, p.tenant,
              p.from_ts + i * 86400000000 / p.size * interval '1 microsecond' AS ts,
              i * 7919 %% 10000 * 100000 AS value, 1000000 + i %% 3 * 500000 AS weight,
              i %% p.pairs AS pair, 'type-' || i %% p.pairs %% %1$d AS type,
              'read-' || lpad(i::text, 9, '0') AS id
            FROM (SELECT ?::text AS tenant, ?::timestamptz AS from_ts, ?::int8 AS size,
                      ?::int8 AS pairs, ?::int8 AS first, ?::int8 AS next) p,
                 generate_series(p.first, p.next - 1) AS i) r
      """
          .formatted(WindowSignals.TYPES);

  private static final String COMMIT =
      """
      INSERT INTO signalcoherence.ledger_commit (epoch, commit, entries, from_ts, to_ts)
      SELECT s.epoch, s.commit, count(*), min(s.ts), max(s.ts)
        FROM signalcoherence.ledger_signal s
       WHERE s.epoch = (SELECT max(e.number) FROM signalcoherence.epoch e)
         AND s.commit = pg_current_xact_id()
       GROUP BY s.epoch, s.commit
      """;

  private static final String MINUTES =
      """
      INSERT INTO signalcoherence.rollup_minute (tenant_id, minute, source, type, n, w, wv, w2)
      SELECT s.tenant_id, date_trunc('minute', s.ts), s.source, s.type, count(*),
          sum(s.weight_e6::numeric), sum(s.weight_e6::numeric * s.value_e9),
          sum(s.weight_e6::numeric * s.weight_e6)
        FROM signalcoherence.ledger_signal s WHERE s.tenant_id = ? GROUP BY 1, 2, 3, 4
      """;

  private static final String HOURS =
      """
      INSERT INTO signalcoherence.rollup_hour (tenant_id, hour, source, type, n, w, wv, w2)
      SELECT m.tenant_id, date_trunc('hour', m.minute), m.source, m.type,
          sum(m.n), sum(m.w), sum(m.wv), sum(m.w2)
        FROM signalcoherence.rollup_minute m WHERE m.tenant_id = ? GROUP BY 1, 2, 3, 4
      """;

  private static final String DAYS =
      """
      INSERT INTO signalcoherence.tenant_day (tenant_id, day)
      SELECT DISTINCT h.tenant_id, h.hour::date FROM signalcoherence.rollup_hour h
       WHERE h.tenant_id = ?
      """;

  private static final String PAIRS =
      """
      INSERT INTO signalcoherence.rollup_pair (tenant_id, day, source, type)
      SELECT DISTINCT h.tenant_id, h.hour::date, h.source, h.type
        FROM signalcoherence.rollup_hour h WHERE h.tenant_id = ?
      """;

  private final Connection connection;
  private final WindowSignals signals;

  /**
   * A filler.
   *
   * @param connection a superuser's
   */
  TenantFill(Connection connection, WindowSignals signals) {
    this.connection = connection;
    this.signals = signals;
  }

  /** Fills a registered tenant that has nothing yet; its months must have their partitions. */
  void fill(String tenant, long size) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET timezone = 'UTC'");
    }
    for (long first = 0; first < size; first += CHUNK) {
      insert(tenant, size, first, Math.min(size, first + CHUNK));
    }
    for (String sql : new String[] {MINUTES, HOURS, DAYS, PAIRS}) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setString(1, tenant);
        statement.executeUpdate();
      }
    }
    connection.commit();
  }

  private void insert(String tenant, long size, long first, long next) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(SIGNALS);
        Statement commit = connection.createStatement()) {
      insert.setString(1, tenant);
      insert.setObject(2, OffsetDateTime.ofInstant(signals.from(), ZoneOffset.UTC));
      insert.setLong(3, size);
      insert.setLong(4, signals.pairs());
      insert.setLong(5, first);
      insert.setLong(6, next);
      insert.executeUpdate();
      commit.executeUpdate(COMMIT);
    }
    connection.commit();
  }

  /** Leaves the tables as they are when autovacuum has been at them, and all pages written. */
  void settle() throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      for (String table : new String[] {"rollup_minute", "rollup_hour", "ledger_signal"}) {
        statement.execute("VACUUM (ANALYZE) signalcoherence." + table);
      }
      statement.execute("CHECKPOINT");
    }
  }
}
