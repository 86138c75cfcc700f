package io.signalcoherence.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.adapter.postgres.PostgresConfig.Login;
import io.signalcoherence.adapter.postgres.PostgresConfig.Logins;
import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import io.signalcoherence.adapter.postgres.local.LocalPostgresCredentials;
import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.error.RetrySafety;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.out.Claim;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Why no connection could be had, as real servers tell it. */
final class ConnectFailureTest {

  private static final String NO_LIMIT = "-1";

  @Test
  void wrongPasswordOfEachLoginIsALoginRefused() {
    try (TestLedger ledger = new TestLedger()) {
      PostgresConfig config = ledger.config();
      Logins right = config.logins();
      for (Logins wrong :
          List.of(
              new Logins(mistyped(right.owner()), right.app(), right.worker()),
              new Logins(right.owner(), mistyped(right.app()), right.worker()),
              new Logins(right.owner(), right.app(), mistyped(right.worker())))) {
        told(() -> PostgresLedger.open(with(config, wrong)), "ledger-login-refused");
      }
      Logins wrongOwner = new Logins(mistyped(right.owner()), right.app(), right.worker());
      told(() -> PostgresLedger.migrate(with(config, wrongOwner)), "ledger-login-refused");
    }
  }

  @Test
  void usedUpConnectionLimitIsToldByReadsAppendsMonthsAndStartsAndHeals() throws SQLException {
    try (TestLedger ledger = new TestLedger()) {
      ledger.append(Signals.of(TestLedger.ALPHA));
      limitConnections(ledger, "0");
      assertThat(
              ledger.asAdmin(
                  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                      + ledger.database()
                      + "' AND pid <> pg_backend_pid()"))
          .isNotEmpty();
      String code = "ledger-too-many-connections";
      told(() -> ledger.ports().tenants().find(TestLedger.ALPHA), code);
      told(() -> ledger.append(Signals.of(TestLedger.ALPHA).withId("2")), code);
      told(() -> ledger.append(Signals.of(TestLedger.ALPHA).withTs("2030-01-01T00:00:00Z")), code);
      told(() -> PostgresLedger.open(ledger.config()), code);
      told(() -> PostgresLedger.migrate(ledger.config()), code);
      limitConnections(ledger, NO_LIMIT);

      assertThat(ledger.append(Signals.of(TestLedger.ALPHA).withId("2")))
          .containsOnly(new Claim.Won());
    }
  }

  @Test
  void serverThatIsStoppingAcceptsNobodyAndOneThatHasStoppedIsUnavailable() throws Exception {
    try (LocalPostgres server = LocalPostgres.start(LocalPostgresConfig.temporary())) {
      PostgresConfig config = TestServer.config(server, "postgres");
      LocalPostgresCredentials admin = server.credentials(LocalPostgresRole.ADMIN);
      try (Connection holding =
          DriverManager.getConnection(server.jdbcUrl("postgres"), admin.user(), admin.password())) {
        Process kill = new ProcessBuilder("kill", "-TERM", String.valueOf(server.pid())).start();
        assertThat(kill.waitFor()).isZero();
        eventuallyTold(config, "ledger-not-accepting");
        assertThat(TestLedger.query(holding, "SELECT 1")).containsExactly("1");
      }
      eventuallyTold(config, "ledger-unavailable");
    }
  }

  private static void eventuallyTold(PostgresConfig config, String code) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> told(() -> PostgresLedger.open(config), code));
  }

  private static void limitConnections(TestLedger ledger, String limit) {
    TestServer.asAdmin(
        "postgres", "ALTER DATABASE " + ledger.database() + " CONNECTION LIMIT " + limit);
  }

  private static Login mistyped(Login login) {
    return new Login(login.user(), "wrong");
  }

  private static PostgresConfig with(PostgresConfig config, Logins logins) {
    return new PostgresConfig(
        config.jdbcUrl(),
        logins,
        config.pools(),
        config.deadlines(),
        config.cell(),
        config.region());
  }

  private static void told(ThrowingCallable call, String code) {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(call)
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.retry()).isEqualTo(RetrySafety.SAFE);
            });
  }
}
