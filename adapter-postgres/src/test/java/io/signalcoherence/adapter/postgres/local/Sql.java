package io.signalcoherence.adapter.postgres.local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Single statements on a local server, each on a connection of its own. */
final class Sql {

  private Sql() {}

  static String ask(LocalPostgresAccess access, LocalPostgresRole role, String query)
      throws SQLException {
    try (Connection connection = connect(access, role, access.jdbcUrl());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }

  static void run(LocalPostgresAccess access, LocalPostgresRole role, String command)
      throws SQLException {
    try (Connection connection = connect(access, role, access.jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  static Connection connect(LocalPostgresAccess access, LocalPostgresRole role, String url)
      throws SQLException {
    LocalPostgresCredentials login = access.credentials(role);
    return DriverManager.getConnection(url, login.user(), login.password());
  }

  /** Makes a table with one committed row. */
  static void plant(LocalPostgresAccess access) throws SQLException {
    run(
        access,
        LocalPostgresRole.OWNER,
        "CREATE SCHEMA kept; CREATE TABLE kept.row(n int); INSERT INTO kept.row VALUES (42)");
  }

  static String planted(LocalPostgresAccess access) throws SQLException {
    return ask(access, LocalPostgresRole.OWNER, "SELECT n FROM kept.row");
  }
}
