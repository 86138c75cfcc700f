package io.signalcoherence.perf.drill;

import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresCredentials;
import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** As much of the service's tables as a drill reads. */
public final class DrillTables {

  private static final String SCHEMA =
      """
      CREATE SCHEMA signalcoherence;
      CREATE TABLE signalcoherence.ledger_signal (epoch int, commit xid8, tenant_id text,
        source text, signal_id text, ts timestamptz, type text, value_e9 bigint,
        weight_e6 bigint, provenance_id uuid);
      CREATE TABLE signalcoherence.ledger_commit (epoch int, commit xid8, entries int);
      CREATE TABLE signalcoherence.rollup_minute (tenant_id text, n bigint, w numeric, wv numeric);
      CREATE TABLE signalcoherence.rollup_hour (tenant_id text, n bigint, w numeric, wv numeric);
      CREATE FUNCTION signalcoherence.tenant_lock_key(tenant text) RETURNS bigint
        LANGUAGE sql IMMUTABLE RETURN hashtextextended(tenant, 0);
      """;

  private DrillTables() {}

  public static Connection connect(LocalPostgres postgres) throws SQLException {
    LocalPostgresCredentials admin = postgres.credentials(LocalPostgresRole.ADMIN);
    return DriverManager.getConnection(postgres.jdbcUrl(), admin.user(), admin.password());
  }

  public static void create(Connection connection) throws SQLException {
    run(connection, SCHEMA);
  }

  /** The keys that make a service on these tables count once. */
  public static void addKeys(Connection connection) throws SQLException {
    run(
        connection,
        "ALTER TABLE signalcoherence.ledger_signal ADD PRIMARY KEY (tenant_id, source,"
            + " signal_id, ts);ALTER TABLE signalcoherence.rollup_minute ADD PRIMARY KEY"
            + " (tenant_id);ALTER TABLE signalcoherence.rollup_hour ADD PRIMARY KEY"
            + " (tenant_id)");
  }

  public static void drop(Connection connection) throws SQLException {
    run(connection, "DROP SCHEMA IF EXISTS signalcoherence CASCADE");
  }

  public static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
