package io.signalcoherence.adapter.postgres.local;

import io.signalcoherence.adapter.postgres.local.LocalPostgresException.Reason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PasswordUtil;

/**
 * The roles and the database that every local server has; made on the first start, in steps of
 * which each may be repeated.
 */
final class ClusterRoles {

  private static final String PREPARED = "prepared by LocalPostgres, form 1";
  private static final String MAINTENANCE_DATABASE = "postgres";
  private static final int CONNECT_SECONDS = 20;

  private static final String STATE =
      """
      SELECT current_setting('data_directory'),
             EXISTS (SELECT FROM pg_database WHERE datname = 'signalcoherence'),
             coalesce((SELECT shobj_description(oid, 'pg_database') FROM pg_database
                       WHERE datname = 'signalcoherence'), '')
      """;

  private static final List<String> GRANTS =
      List.of(
          "REVOKE ALL ON DATABASE postgres, template1, signalcoherence FROM PUBLIC",
          "GRANT CONNECT ON DATABASE signalcoherence TO signalcoherence_app,"
              + " signalcoherence_worker",
          "COMMENT ON DATABASE signalcoherence IS '" + PREPARED + "'");

  private ClusterRoles() {}

  /**
   * Logs in as superuser, makes sure that this is the folder's own server, and makes what is
   * missing.
   */
  static void prepare(LocalPostgresAccess access, Path data) {
    try (Connection connection = connect(access);
        Statement statement = connection.createStatement()) {
      boolean hasDatabase;
      boolean prepared;
      try (ResultSet state = statement.executeQuery(STATE)) {
        state.next();
        requireOwnServer(access, data, state.getString(1));
        hasDatabase = state.getBoolean(2);
        prepared = state.getString(3).equals(PREPARED);
      }
      if (!prepared) {
        makeRoles(connection, statement, access);
        if (!hasDatabase) {
          statement.execute("CREATE DATABASE signalcoherence OWNER signalcoherence_owner");
        }
        makeGrants(connection, statement);
      }
    } catch (SQLException e) {
      throw new LocalPostgresException(
          Reason.SERVER_FAILED,
          "PostgreSQL on " + access.jdbcUrl() + " can't be prepared: " + e.getMessage(),
          e);
    }
  }

  private static Connection connect(LocalPostgresAccess access) throws SQLException {
    LocalPostgresCredentials admin = access.credentials(LocalPostgresRole.ADMIN);
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(access.jdbcUrl(MAINTENANCE_DATABASE));
    source.setSslMode("disable");
    source.setGssEncMode("disable");
    source.setLoginTimeout(CONNECT_SECONDS);
    return source.getConnection(admin.user(), admin.password());
  }

  private static void requireOwnServer(LocalPostgresAccess access, Path data, String found) {
    if (!Path.of(found).equals(data)) {
      throw new LocalPostgresException(
          Reason.SERVER_FAILED,
          "the server on port " + access.port() + " serves " + found + " (expected: " + data + ")");
    }
  }

  private static void makeRoles(
      Connection connection, Statement statement, LocalPostgresAccess access) throws SQLException {
    connection.setAutoCommit(false);
    for (LocalPostgresRole role : LocalPostgresRole.values()) {
      if (!exists(statement, role)) {
        LocalPostgresCredentials login = access.credentials(role);
        statement.execute(
            "CREATE ROLE "
                + login.user()
                + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '"
                + verifier(login)
                + "'");
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static void makeGrants(Connection connection, Statement statement) throws SQLException {
    connection.setAutoCommit(false);
    for (String grant : GRANTS) {
      statement.execute(grant);
    }
    connection.commit();
  }

  private static boolean exists(Statement statement, LocalPostgresRole role) throws SQLException {
    try (ResultSet found =
        statement.executeQuery("SELECT FROM pg_roles WHERE rolname = '" + role.roleName() + "'")) {
      return found.next();
    }
  }

  /** The server is sent what it stores, so that no password in clear can get into its log. */
  private static String verifier(LocalPostgresCredentials login) throws SQLException {
    return PasswordUtil.encodePassword(
        login.user(), login.password().toCharArray(), "scram-sha-256");
  }
}
