package io.signalcoherence.adapter.postgres;

import io.signalcoherence.adapter.postgres.PostgresConfig.Deadlines;
import io.signalcoherence.adapter.postgres.PostgresConfig.Login;
import io.signalcoherence.adapter.postgres.PostgresConfig.Logins;
import io.signalcoherence.adapter.postgres.PostgresConfig.Pools;
import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import io.signalcoherence.adapter.postgres.local.LocalPostgresCredentials;
import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.Region;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** One real server for all tests of this JVM; each test gets a migrated database of its own. */
final class TestServer {

  static final Cell CELL = new Cell("test-cell");
  static final Region REGION = new Region("eu-test");
  static final Deadlines DEADLINES =
      new Deadlines(
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(12),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10));

  private static final String TEMPLATE = "migrated";
  private static final AtomicInteger COUNTER = new AtomicInteger();

  private TestServer() {}

  private static final class Running {
    static final LocalPostgres SERVER = start();

    private static LocalPostgres start() {
      LocalPostgres server = LocalPostgres.start(LocalPostgresConfig.temporary());
      try (Connection admin = admin(server, LocalPostgresAdmin.DATABASE);
          Statement statement = admin.createStatement()) {
        statement.execute(
            "CREATE DATABASE "
                + TEMPLATE
                + " OWNER "
                + LocalPostgresRole.OWNER.roleName()
                + " TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      PostgresLedger.migrate(config(server, TEMPLATE));
      return server;
    }
  }

  private static final class LocalPostgresAdmin {
    static final String DATABASE = "postgres";
  }

  static LocalPostgres server() {
    return Running.SERVER;
  }

  /** Makes a migrated database. */
  static String newDatabase() {
    return newDatabase(TEMPLATE);
  }

  static String newDatabase(String template) {
    String name = "test_" + COUNTER.incrementAndGet();
    asAdmin(
        LocalPostgresAdmin.DATABASE,
        "CREATE DATABASE "
            + name
            + " TEMPLATE "
            + template
            + " OWNER "
            + LocalPostgresRole.OWNER.roleName());
    return name;
  }

  static void drop(String database) {
    asAdmin(LocalPostgresAdmin.DATABASE, "DROP DATABASE " + database + " WITH (FORCE)");
  }

  static void asAdmin(String database, String sql) {
    try (Connection admin = admin(server(), database);
        Statement statement = admin.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static Connection admin(String database) throws SQLException {
    return admin(server(), database);
  }

  private static Connection admin(LocalPostgres server, String database) throws SQLException {
    return login(server, database, LocalPostgresRole.ADMIN);
  }

  static Connection login(String database, LocalPostgresRole role) throws SQLException {
    return login(server(), database, role);
  }

  private static Connection login(LocalPostgres server, String database, LocalPostgresRole role)
      throws SQLException {
    LocalPostgresCredentials login = server.credentials(role);
    return DriverManager.getConnection(server.jdbcUrl(database), login.user(), login.password());
  }

  static PostgresConfig config(String database) {
    return config(server(), database);
  }

  static PostgresConfig config(LocalPostgres server, String database) {
    return new PostgresConfig(
        server.jdbcUrl(database),
        new Logins(
            login(server, LocalPostgresRole.OWNER),
            login(server, LocalPostgresRole.APP),
            login(server, LocalPostgresRole.WORKER)),
        new Pools(4, 2, 1),
        DEADLINES,
        CELL,
        REGION);
  }

  private static Login login(LocalPostgres server, LocalPostgresRole role) {
    LocalPostgresCredentials login = server.credentials(role);
    return new Login(login.user(), login.password());
  }
}
