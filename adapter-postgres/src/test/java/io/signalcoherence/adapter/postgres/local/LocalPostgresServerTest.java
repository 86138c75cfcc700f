package io.signalcoherence.adapter.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.signalcoherence.localservers.ProcessSearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What every server is, whatever it is started for; one is shared. */
final class LocalPostgresServerTest {

  private static final String INVALID_PASSWORD = "28P01";
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private static LocalPostgres server;

  @BeforeAll
  static void start() {
    server = LocalPostgres.start(LocalPostgresConfig.temporary());
  }

  @AfterAll
  static void stop() {
    server.close();
    assertThat(server.folder()).doesNotExist();
    assertThat(server.isRunning()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "fsync, on",
    "synchronous_commit, on",
    "full_page_writes, on",
    "data_checksums, on",
    "server_encoding, UTF8",
    "password_encryption, scram-sha-256",
    "log_timezone, UTC",
    "listen_addresses, 127.0.0.1",
    "unix_socket_directories, ''",
    "idle_in_transaction_session_timeout, 10s",
    "max_connections, 100",
    "wal_level, replica",
    "logging_collector, on"
  })
  void settingIs(String name, String value) throws SQLException {
    assertThat(Sql.ask(server.access(), LocalPostgresRole.ADMIN, "SHOW " + name)).isEqualTo(value);
  }

  @Test
  void textSortsByItsBytes() throws SQLException {
    assertThat(Sql.ask(server.access(), LocalPostgresRole.APP, "SELECT 'Z' < 'a' AND 'z' < 'ä'"))
        .isEqualTo("t");
  }

  @ParameterizedTest
  @EnumSource(LocalPostgresRole.class)
  void wrongPasswordIsRefused(LocalPostgresRole role) {
    assertThatThrownBy(
            () -> DriverManager.getConnection(server.jdbcUrl(), role.roleName(), "wrong").close())
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(INVALID_PASSWORD));
  }

  @ParameterizedTest
  @EnumSource(LocalPostgresRole.class)
  void missingPasswordIsRefused(LocalPostgresRole role) {
    String url = server.jdbcUrl("postgres") + "?user=" + role.roleName();
    assertThatThrownBy(() -> DriverManager.getConnection(url).close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password");
  }

  @Test
  void nobodyIsTrustedAndPasswordsAreStoredAsScram() throws SQLException, IOException {
    String trusted = "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'";
    assertThat(Sql.ask(server.access(), LocalPostgresRole.ADMIN, trusted)).isEqualTo("0");
    String stored =
        "SELECT count(*) FROM pg_authid WHERE rolcanlogin AND rolpassword LIKE 'SCRAM-SHA-256$%'";
    assertThat(Sql.ask(server.access(), LocalPostgresRole.ADMIN, stored)).isEqualTo("4");
    try (var logs = Files.list(server.folder().resolve("log"))) {
      for (Path log : logs.toList()) {
        for (LocalPostgresRole role : LocalPostgresRole.values()) {
          assertThat(log).content().doesNotContain(server.credentials(role).password());
        }
      }
    }
  }

  @Test
  void passwordsAreLongAndDiffer() {
    assertThat(LocalPostgresRole.values())
        .extracting(role -> server.credentials(role).password())
        .doesNotHaveDuplicates()
        .allSatisfy(password -> assertThat(password).hasSizeGreaterThanOrEqualTo(32));
    assertThat(server.credentials(LocalPostgresRole.APP).toString())
        .doesNotContain(server.credentials(LocalPostgresRole.APP).password());
  }

  @Test
  void ownerMayMakeSchemasAndIsNoSuperuser() throws SQLException {
    Sql.run(server.access(), LocalPostgresRole.OWNER, "CREATE SCHEMA made_by_owner");
    String superusers = "SELECT string_agg(rolname, ',') FROM pg_roles WHERE rolsuper";
    assertThat(Sql.ask(server.access(), LocalPostgresRole.OWNER, superusers))
        .isEqualTo("signalcoherence_admin");
  }

  @ParameterizedTest
  @EnumSource(
      value = LocalPostgresRole.class,
      names = {"APP", "WORKER"})
  void appAndWorkerMayConnectToTheDatabaseAndNoMore(LocalPostgresRole role) {
    assertThatThrownBy(() -> Sql.run(server.access(), role, "CREATE SCHEMA made_by_other"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
    assertThatThrownBy(() -> Sql.connect(server.access(), role, server.jdbcUrl("postgres")).close())
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
  }

  @Test
  void secretsAreForTheOwnerAlone() throws IOException {
    for (String file : new String[] {"credentials.properties", "owner.properties", "owner.lock"}) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(server.folder().resolve(file))))
          .as(file)
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.folder())))
        .isEqualTo("rwx------");
    assertThat(server.folder().resolve("initdb.password")).doesNotExist();
  }

  @Test
  void serverHasASessionOfItsOwnSoThatCtrlCReachesTheServiceFirst() throws IOException {
    assumeTrue(ProcessSearch.ON_LINUX);
    String stat = Files.readString(Path.of("/proc", Long.toString(server.pid()), "stat"));
    String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3];
    assertThat(session).isEqualTo(Long.toString(server.pid()));
  }

  @Test
  void settingOfTheCallerWins() throws SQLException {
    LocalPostgresConfig config =
        LocalPostgresConfig.temporary().withSetting("synchronous_commit", "off");
    try (LocalPostgres weaker = LocalPostgres.start(config)) {
      assertThat(Sql.ask(weaker.access(), LocalPostgresRole.APP, "SHOW synchronous_commit"))
          .isEqualTo("off");
      assertThat(weaker.port()).isNotEqualTo(server.port());
    }
  }
}
