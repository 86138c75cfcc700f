package io.signalcoherence.adapter.postgres;

import io.signalcoherence.adapter.postgres.SqlFailure.Phase;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.PayloadDigest;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RunNumber;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.out.AppendGroup.Entry;
import io.signalcoherence.ports.out.AppendResult;
import io.signalcoherence.ports.out.Claim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One try to append one group on one connection: tenants are locked, keys claimed, those not new
 * looked up, pairs settled, sums added, the commit recorded, in this order. Used once, by one
 * thread.
 */
final class AppendTransaction {

  /** Finds the holders of keys: by index, in the partitions between the last two parameters. */
  static final String HELD =
      """
      SELECT g.position, h.provenance_id, h.digest, h.epoch, h.commit::text
        FROM unnest(?::int4[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
             AS g (position, tenant_id, source, signal_id, ts)
       CROSS JOIN LATERAL (
         SELECT s.provenance_id, s.digest, s.epoch, s.commit
           FROM signalcoherence.ledger_signal s
          WHERE s.tenant_id = g.tenant_id COLLATE "C" AND s.source = g.source COLLATE "C"
            AND s.signal_id = g.signal_id COLLATE "C" AND s.ts = g.ts
            AND s.ts BETWEEN ? AND ?
          LIMIT 1) h\
      """;

  private static final String COMMIT =
      """
      COMMIT;
      SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::int8\
      """;

  private static final String RECORD_AND_COMMIT =
      RollupDelta.ADD_MINUTES
          + ";\n"
          + RollupDelta.ADD_HOURS
          + ";\n"
          + """
          INSERT INTO signalcoherence.ledger_commit (epoch, commit, entries, from_ts, to_ts, tenants)
          VALUES (?, pg_current_xact_id(), ?, ?, ?,
                  ARRAY(SELECT signalcoherence.tenant_lock_key(t) FROM unnest(?::text[]) AS g (t)))
          RETURNING commit::text;
          """
          + COMMIT;

  private final Connection connection;
  private final List<Entry> entries;
  private final PairBook book;
  private final @Nullable Claim[] claims;
  private Phase phase = Phase.BEFORE_COMMIT;

  AppendTransaction(Connection connection, List<Entry> entries, PairBook book) {
    this.connection = connection;
    this.entries = entries;
    this.book = book;
    this.claims = new Claim[entries.size()];
  }

  /** How far it has come. */
  Phase phase() {
    return phase;
  }

  /**
   * Runs it.
   *
   * @return what became of the group; empty if a key was neither free nor to be found, since its
   *     holder was deleted in between: nothing was done, try again
   */
  Optional<AppendResult.Appended> run() throws SQLException {
    SortedSet<TenantId> tenants = new TreeSet<>();
    entries.forEach(entry -> tenants.add(entry.signal().key().tenant()));
    TenantGate gate = TenantGate.enter(connection, tenants);
    int[] admitted = admit(gate);
    BitSet won = claim(gate, admitted);
    BitSet wanted = new BitSet(entries.size());
    Arrays.stream(admitted).filter(at -> !won.get(at)).forEach(wanted::set);
    int taken = wanted.cardinality();
    IntStream.range(0, entries.size())
        .filter(at -> claims[at] != null && gate.knows(tenantAt(at)))
        .forEach(wanted::set);
    List<Held> holders = wanted.isEmpty() ? List.of() : findHolders(wanted);
    if (holders.stream().filter(holder -> claims[holder.position()] == null).count() < taken) {
      connection.rollback();
      return Optional.empty();
    }
    CommitToken token = won.isEmpty() ? commit(gate) : record(gate, won);
    holders.forEach(holder -> claims[holder.position()] = holder.claim(token));
    won.stream().forEach(at -> claims[at] = new Claim.Won());
    return Optional.of(new AppendResult.Appended(Arrays.asList(claims), token));
  }

  private TenantId tenantAt(int position) {
    return entries.get(position).signal().key().tenant();
  }

  private record Held(
      int position, ProvenanceId holder, PayloadDigest digest, int epoch, long commit) {

    /** A holder of an earlier epoch is part of everything that this epoch can show. */
    Claim claim(CommitToken now) {
      TransactionId transaction =
          epoch == now.epoch().value() ? new TransactionId(commit) : TransactionId.BEFORE_ALL;
      return new Claim.Held(
          holder, digest, new CommitToken(now.epoch(), now.run(), transaction, now.walPosition()));
    }
  }

  /**
   * The places of the entries whose tenants take them. The others get their refusal, which holds
   * unless their key was taken while the tenant still took it.
   */
  private int[] admit(TenantGate gate) {
    int[] admitted = new int[entries.size()];
    int count = 0;
    for (int at = 0; at < entries.size(); at++) {
      Optional<Rejection> refusal = gate.refusal(entries.get(at).signal().key());
      if (refusal.isPresent()) {
        claims[at] = new Claim.Refused(refusal.get());
      } else {
        admitted[count++] = at;
      }
    }
    return Arrays.copyOf(admitted, count);
  }

  private BitSet claim(TenantGate gate, int[] admitted) throws SQLException {
    BitSet won = new BitSet(entries.size());
    if (admitted.length == 0) {
      return won;
    }
    try (PreparedStatement insert = connection.prepareStatement(SignalColumns.INSERT)) {
      SignalColumns.of(entries, admitted).bind(insert, gate.epoch());
      try (ResultSet positions = insert.executeQuery()) {
        while (positions.next()) {
          won.set(positions.getInt(1));
        }
      }
    }
    return won;
  }

  /** In a statement of its own: the one that met the holders can't see them. */
  private List<Held> findHolders(BitSet held) throws SQLException {
    BinaryArray position = BinaryArray.int4(held.cardinality());
    BinaryArray tenant = BinaryArray.text(held.cardinality());
    BinaryArray source = BinaryArray.text(held.cardinality());
    BinaryArray id = BinaryArray.text(held.cardinality());
    BinaryArray ts = BinaryArray.timestamptz(held.cardinality());
    for (int at = held.nextSetBit(0); at >= 0; at = held.nextSetBit(at + 1)) {
      SignalKey key = entries.get(at).signal().key();
      position.add(at);
      tenant.add(key.tenant().value());
      source.add(key.source().value());
      id.add(key.id().value());
      ts.add(key.ts().value());
    }
    BinaryArray[] keys = {position, tenant, source, id, ts};
    List<Held> holders = new ArrayList<>(held.cardinality());
    try (PreparedStatement select = connection.prepareStatement(HELD)) {
      for (int i = 0; i < keys.length; i++) {
        select.setObject(i + 1, keys[i]);
      }
      bindBounds(select, keys.length + 1, held.stream());
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          holders.add(
              new Held(
                  rows.getInt(1),
                  new ProvenanceId(rows.getObject(2, UUID.class)),
                  PayloadDigest.of(rows.getBytes(3)),
                  rows.getInt(4),
                  Long.parseLong(rows.getString(5))));
        }
      }
    }
    return holders;
  }

  private void bindBounds(PreparedStatement statement, int first, IntStream positions)
      throws SQLException {
    Instant[] times =
        positions
            .mapToObj(at -> entries.get(at).signal().key().ts().value())
            .sorted()
            .toArray(Instant[]::new);
    statement.setObject(first, Timestamps.of(times[0]));
    statement.setObject(first + 1, Timestamps.of(times[times.length - 1]));
  }

  private CommitToken record(TenantGate gate, BitSet won) throws SQLException {
    List<Signal> fresh = won.stream().mapToObj(at -> entries.get(at).signal()).toList();
    PairClaims pairs = new PairClaims(book, gate);
    pairs.settle(connection, fresh);
    RollupDelta delta = RollupDelta.of(fresh, pairs::pairFor);
    int next = 1 + 2 * RollupDelta.PARAMETERS;
    try (PreparedStatement statement = connection.prepareStatement(RECORD_AND_COMMIT)) {
      delta.bind(statement, 1);
      statement.setInt(next, gate.epoch());
      statement.setInt(next + 1, fresh.size());
      bindBounds(statement, next + 2, won.stream());
      statement.setObject(next + 4, TenantGate.names(tenantsOf(fresh)));
      phase = Phase.COMMIT_SENT;
      statement.execute();
      statement.getMoreResults();
      statement.getMoreResults();
      long transaction = longOf(statement);
      statement.getMoreResults();
      statement.getMoreResults();
      CommitToken token = token(gate, transaction, longOf(statement));
      pairs.committed();
      return token;
    }
  }

  /** Ends a transaction that stored nothing: it is before all that it could be asked about. */
  private CommitToken commit(TenantGate gate) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COMMIT)) {
      statement.execute();
      statement.getMoreResults();
      return token(gate, TransactionId.BEFORE_ALL.value(), longOf(statement));
    }
  }

  private static long longOf(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.getResultSet()) {
      row.next();
      return Long.parseLong(row.getString(1));
    }
  }

  private static SortedSet<TenantId> tenantsOf(List<Signal> signals) {
    SortedSet<TenantId> tenants = new TreeSet<>();
    signals.forEach(signal -> tenants.add(signal.key().tenant()));
    return tenants;
  }

  private static CommitToken token(TenantGate gate, long transaction, long walPosition) {
    return new CommitToken(
        new EpochNumber(gate.epoch()),
        new RunNumber(gate.run()),
        new TransactionId(transaction),
        walPosition);
  }
}
