package io.signalcoherence.perf.ingest;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One multi-row {@code INSERT} of rows like those that the load's signals become: the same tenants,
 * sources, types, lengths of ids and constants, all of one tenant and one millisecond. Used by one
 * thread; what is the same in all rows is sent once. Rows are made apart from being inserted.
 */
final class SignalRows implements AutoCloseable {

  private static final int TENANTS = 10;
  private static final int SOURCES = 4;
  private static final int TYPES = 3;
  private static final int DIGEST_BYTES = 33;

  private static final String INSERT =
      """
      INSERT INTO signalcoherence.ledger_signal (
        epoch, commit, position, ts, received_at, value_e9, weight_e6, provenance_id,
        tenant_id, source, signal_id, type, digest, channel, principal, organisation,
        purpose, retention, licence, held_in, residency, trace_id, attributes)
      SELECT 1, (SELECT pg_current_xact_id()), p, ?::timestamptz, ?::timestamptz, v, 1000000, u::uuid,
          ?, s, i, t, d, 'http', 'loopback', 'local',
          'coherence-scoring', 'standard-365d', 'tenant-owned', 'local', NULL, NULL, NULL
        FROM unnest(?::int4[], ?::int8[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bytea[])
          AS g (p, v, u, s, i, t, d)
      """;

  private final Connection connection;
  private final PreparedStatement grant;
  private final PreparedStatement insert;
  private final Integer[] positions;

  SignalRows(Connection connection, int rows) throws SQLException {
    this.connection = connection;
    this.grant =
        connection.prepareStatement("SELECT set_config('signalcoherence.tenants', ?, true)");
    this.insert = connection.prepareStatement(INSERT);
    positions = new Integer[rows];
    Arrays.setAll(positions, i -> i);
  }

  /**
   * A group's rows, encoded for the wire.
   *
   * @param columns the arrays of the statement, in its order
   */
  record Group(String tenant, String ts, List<Array> columns) {}

  /** Makes and encodes the rows of a group. */
  Group make(String run, long group) throws SQLException {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    int rows = positions.length;
    Long[] values = new Long[rows];
    String[] provenances = new String[rows];
    String[] sources = new String[rows];
    String[] ids = new String[rows];
    String[] types = new String[rows];
    byte[][] digests = new byte[rows][DIGEST_BYTES];
    for (int row = 0; row < rows; row++) {
      long number = group * rows + row;
      values[row] = number * 7919 % 10_000 * 100_000;
      sources[row] = "source-" + number % SOURCES;
      types[row] = "type-" + number / SOURCES % TYPES;
      ids[row] = run + "-" + number;
      provenances[row] = uuid(now.toEpochMilli(), random);
      random.nextBytes(digests[row]);
    }
    return new Group(
        String.format(Locale.ROOT, "load-%02d", group % TENANTS),
        now.toString(),
        List.of(
            connection.createArrayOf("int4", positions),
            connection.createArrayOf("int8", values),
            connection.createArrayOf("text", provenances),
            connection.createArrayOf("text", sources),
            connection.createArrayOf("text", ids),
            connection.createArrayOf("text", types),
            connection.createArrayOf("bytea", digests)));
  }

  /** A UUID of version 7. */
  private static String uuid(long millis, ThreadLocalRandom random) {
    long high = millis << 16 | 0x7000 | random.nextInt(0x1000);
    long low = Long.MIN_VALUE | random.nextLong() >>> 2;
    return new UUID(high, low).toString();
  }

  /** Inserts a group's rows; does not commit. */
  void insert(Group group) throws SQLException {
    grant.setString(1, "{\"" + group.tenant + "\"}");
    grant.execute();
    insert.setString(1, group.ts);
    insert.setString(2, group.ts);
    insert.setString(3, group.tenant);
    for (int i = 0; i < group.columns.size(); i++) {
      insert.setArray(4 + i, group.columns.get(i));
    }
    int count = insert.executeUpdate();
    if (count != positions.length) {
      throw new SQLException("inserted " + count + " rows of " + positions.length);
    }
  }

  @Override
  public void close() throws SQLException {
    grant.close();
    insert.close();
  }
}
