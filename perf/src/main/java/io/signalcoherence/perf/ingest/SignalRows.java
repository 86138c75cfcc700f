package io.signalcoherence.perf.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One multi-row {@code INSERT} of rows like those that the load's signals become: the same tenants,
 * sources, types, lengths of ids and constants, all of one tenant and one millisecond. Used by one
 * thread; what is the same in all rows is sent once.
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
  private final Long[] values;
  private final String[] provenances;
  private final String[] sources;
  private final String[] ids;
  private final String[] types;
  private final byte[][] digests;
  private String tenant = "";
  private String ts = "";

  SignalRows(Connection connection, int rows) throws SQLException {
    this.connection = connection;
    this.grant =
        connection.prepareStatement("SELECT set_config('signalcoherence.tenants', ?, true)");
    this.insert = connection.prepareStatement(INSERT);
    positions = new Integer[rows];
    Arrays.setAll(positions, i -> i);
    values = new Long[rows];
    provenances = new String[rows];
    sources = new String[rows];
    ids = new String[rows];
    types = new String[rows];
    digests = new byte[rows][DIGEST_BYTES];
  }

  /** Makes the rows of a group; its time is not that of the database. */
  void fill(String run, long group) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    tenant = String.format(Locale.ROOT, "load-%02d", group % TENANTS);
    ts = now.toString();
    for (int row = 0; row < ids.length; row++) {
      long number = group * ids.length + row;
      values[row] = number * 7919 % 10_000 * 100_000;
      sources[row] = "source-" + number % SOURCES;
      types[row] = "type-" + number / SOURCES % TYPES;
      ids[row] = run + "-" + number;
      provenances[row] = uuid(now.toEpochMilli(), random);
      random.nextBytes(digests[row]);
    }
  }

  /** A UUID of version 7. */
  private static String uuid(long millis, ThreadLocalRandom random) {
    long high = millis << 16 | 0x7000 | random.nextInt(0x1000);
    long low = Long.MIN_VALUE | random.nextLong() >>> 2;
    return new UUID(high, low).toString();
  }

  /** Inserts what was filled in; does not commit. */
  void execute() throws SQLException {
    grant.setString(1, "{\"" + tenant + "\"}");
    grant.execute();
    insert.setString(1, ts);
    insert.setString(2, ts);
    insert.setString(3, tenant);
    insert.setArray(4, connection.createArrayOf("int4", positions));
    insert.setArray(5, connection.createArrayOf("int8", values));
    insert.setArray(6, connection.createArrayOf("text", provenances));
    insert.setArray(7, connection.createArrayOf("text", sources));
    insert.setArray(8, connection.createArrayOf("text", ids));
    insert.setArray(9, connection.createArrayOf("text", types));
    insert.setArray(10, connection.createArrayOf("bytea", digests));
    int count = insert.executeUpdate();
    if (count != ids.length) {
      throw new SQLException("inserted " + count + " rows of " + ids.length);
    }
  }

  @Override
  public void close() throws SQLException {
    grant.close();
    insert.close();
  }
}
