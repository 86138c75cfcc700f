package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction knows of its tenants: read under their shared advisory locks, in a statement
 * after the one that took the locks, so that it sees what the last exclusive holder committed.
 */
final class TenantGate {

  private static final String ENTER =
      """
      SELECT set_config('signalcoherence.tenants', ?, true),
             count(pg_advisory_xact_lock_shared(signalcoherence.tenant_lock_key(t)))
        FROM unnest(?::text[]) AS g (t);
      SELECT e.number, t.tenant_id, t.state, t.pair_limit, f.floor, t.xmin::text, e.run
        FROM (SELECT number, run FROM signalcoherence.epoch ORDER BY number DESC LIMIT 1) e
        LEFT JOIN signalcoherence.tenant t ON t.tenant_id = ANY (?::text[])
        LEFT JOIN signalcoherence.tenant_floor f ON f.tenant_id = t.tenant_id\
      """;

  private final int epoch;
  private final int run;
  private final Map<TenantId, Row> rows;

  private TenantGate(int epoch, int run, Map<TenantId, Row> rows) {
    this.epoch = epoch;
    this.run = run;
    this.rows = rows;
  }

  private record Row(TenantState state, int pairLimit, @Nullable Instant floor, long version) {}

  /** Takes the locks in the order of the tenants, then reads; both in one round trip. */
  static TenantGate enter(Connection connection, SortedSet<TenantId> tenants) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ENTER)) {
      statement.setString(1, TenantSetting.of(tenants));
      statement.setObject(2, names(tenants));
      statement.setObject(3, names(tenants));
      statement.execute();
      statement.getMoreResults();
      try (ResultSet found = statement.getResultSet()) {
        return read(found);
      }
    }
  }

  private static TenantGate read(ResultSet found) throws SQLException {
    int epoch = 0;
    int run = 0;
    Map<TenantId, Row> rows = new HashMap<>();
    while (found.next()) {
      epoch = found.getInt(1);
      run = found.getInt(7);
      String tenant = found.getString(2);
      if (tenant != null) {
        OffsetDateTime floor = found.getObject(5, OffsetDateTime.class);
        rows.put(
            new TenantId(tenant),
            new Row(
                TenantColumns.state(found.getString(3)),
                found.getInt(4),
                floor == null ? null : floor.toInstant(),
                Long.parseLong(found.getString(6))));
      }
    }
    return new TenantGate(epoch, run, rows);
  }

  static BinaryArray names(Collection<TenantId> tenants) {
    BinaryArray names = BinaryArray.text(tenants.size());
    tenants.forEach(tenant -> names.add(tenant.value()));
    return names;
  }

  /** The ledger's epoch when the transaction began. */
  int epoch() {
    return epoch;
  }

  /** The server's run within it. */
  int run() {
    return run;
  }

  /** How many pairs a day are told apart of a tenant that was not refused. */
  int pairLimit(TenantId tenant) {
    Row row = rows.get(tenant);
    return row == null ? 0 : row.pairLimit();
  }

  /** Changes with each change of a tenant that was not refused; none of them while it is locked. */
  long version(TenantId tenant) {
    Row row = rows.get(tenant);
    return row == null ? 0 : row.version();
  }

  /** Whether there is such a tenant. */
  boolean knows(TenantId tenant) {
    return rows.containsKey(tenant);
  }

  /** Why a key can't be claimed; empty if it can. */
  Optional<Rejection> refusal(SignalKey key) {
    Row row = rows.get(key.tenant());
    if (row == null) {
      return refused(RejectionReason.UNKNOWN_TENANT, "tenant_id: no such tenant is registered");
    }
    if (row.state() != TenantState.ACTIVE) {
      return refused(
          RejectionReason.TENANT_CLOSED, "tenant_id: the tenant is " + row.state().wireName());
    }
    Instant floor = row.floor();
    if (floor != null && key.ts().value().isBefore(floor)) {
      return refused(
          RejectionReason.TOO_OLD,
          "ts: " + key.ts() + " (expected: from " + new EventTime(floor) + ")");
    }
    return Optional.empty();
  }

  private static Optional<Rejection> refused(RejectionReason reason, String detail) {
    return Optional.of(new Rejection(reason, detail));
  }
}
