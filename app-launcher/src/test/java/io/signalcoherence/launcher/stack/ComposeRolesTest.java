package io.signalcoherence.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresAccess;
import io.signalcoherence.adapter.postgres.local.LocalPostgresAttachment;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import io.signalcoherence.adapter.postgres.local.LocalPostgresCredentials;
import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The container's PostgreSQL is made and told as that of the stack is, which runs here. */
final class ComposeRolesTest {

  private static final String ROLES =
      """
      SELECT rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls,
             rolconnlimit, rolvaliduntil
      FROM pg_roles WHERE rolname LIKE 'signalcoherence%' ORDER BY rolname
      """;
  private static final String DATABASES =
      """
      SELECT datname, pg_get_userbyid(datdba), datacl, pg_encoding_to_char(encoding), datcollate, datlocprovider, datlocale
      FROM pg_database ORDER BY datname
      """;

  /** What is set on the command line and is neither the default nor the container's own matter. */
  private static final String SETTINGS =
      """
      SELECT name, current_setting(name) FROM pg_settings
      WHERE source = 'command line' AND setting IS DISTINCT FROM boot_val
        AND category NOT LIKE 'Reporting and Logging%'
        AND name NOT IN ('port', 'listen_addresses', 'unix_socket_directories', 'data_directory', 'lc_messages')
      """;

  @TempDir private static Path temporary;
  private static LocalPostgres server;
  private static LocalPostgresAccess access;

  @BeforeAll
  static void start() {
    Path folder = temporary.resolve("postgres");
    server = LocalPostgres.start(LocalPostgresConfig.durable(folder));
    access = ((LocalPostgresAttachment.Running) LocalPostgres.attach(folder)).access();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void serverHasTheSameSettingsAndIsMadeInTheSameWay() throws Exception {
    ComposeFile compose = ComposeFile.read();
    Map<String, String> expected = new TreeMap<>();
    List<String> database;
    try (Connection connection = connect("postgres")) {
      ServerFacts.rows(connection, SETTINGS).forEach(row -> expected.put(row.get(0), row.get(1)));
      database = ServerFacts.rows(connection, DATABASES).get(0);
      assertThat(ServerFacts.rows(connection, "SHOW data_checksums"))
          .containsExactly(List.of("on"));
    }
    Map<String, String> found = new TreeMap<>();
    List<String> command = compose.command(StackServer.POSTGRES);
    for (int i = 2; i < command.size(); i += 2) {
      assertThat(command.get(i - 1)).isEqualTo("-c");
      found.put(command.get(i).replaceFirst("=.*", ""), command.get(i).replaceFirst(".*?=", ""));
    }

    // A session of JDBC has its own, which hides the server's.
    assertThat(found.remove("timezone")).isEqualTo("UTC");
    assertThat(found).containsExactlyInAnyOrderEntriesOf(expected);
    assertThat(compose.environment(StackServer.POSTGRES).get("POSTGRES_USER"))
        .isEqualTo(LocalPostgresRole.ADMIN.roleName());
    assertThat(database.get(5)).as("provider").isEqualTo("b");
    assertThat(compose.environment(StackServer.POSTGRES).get("POSTGRES_INITDB_ARGS").split(" ", -1))
        .containsExactlyInAnyOrder(
            "--encoding=" + database.get(3),
            "--locale=" + database.get(4),
            "--locale-provider=builtin",
            "--builtin-locale=" + database.get(6),
            "--data-checksums");
  }

  @Test
  void scriptMakesTheSameRolesAndRights() throws Exception {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      List<List<String>> roles = ServerFacts.rows(connection, ROLES);
      List<List<String>> databases = ServerFacts.rows(connection, DATABASES);
      assertThat(roles).hasSize(4);
      statement.execute("DROP DATABASE signalcoherence");
      for (LocalPostgresRole role : LocalPostgresRole.values()) {
        if (role != LocalPostgresRole.ADMIN) {
          statement.execute("DROP ROLE " + role.roleName());
        }
      }
      statement.execute("GRANT CONNECT ON DATABASE postgres TO PUBLIC");

      for (String each : ComposeFile.roles("of the test")) {
        statement.execute(each);
      }

      assertThat(ServerFacts.rows(connection, ROLES)).isEqualTo(roles);
      assertThat(ServerFacts.rows(connection, DATABASES)).isEqualTo(databases);
    }
    try (Connection connection =
        DriverManager.getConnection(
            access.jdbcUrl(), LocalPostgresRole.APP.roleName(), "of the test")) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }

  private static Connection connect(String database) throws SQLException {
    LocalPostgresCredentials admin = access.credentials(LocalPostgresRole.ADMIN);
    return DriverManager.getConnection(access.jdbcUrl(database), admin.user(), admin.password());
  }
}
