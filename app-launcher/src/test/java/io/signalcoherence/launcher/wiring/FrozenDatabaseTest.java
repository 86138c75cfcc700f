package io.signalcoherence.launcher.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.adapter.postgres.PostgresConfig;
import io.signalcoherence.adapter.postgres.PostgresConfig.Login;
import io.signalcoherence.adapter.postgres.PostgresConfig.Logins;
import io.signalcoherence.adapter.postgres.PostgresLedger;
import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import io.signalcoherence.adapter.postgres.local.LocalPostgresCredentials;
import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import io.signalcoherence.core.SignalCoherence;
import io.signalcoherence.core.engine.EngineSettings;
import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.CoherenceQuestion;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Reads over a real PostgreSQL whose processes are stopped: it accepts and answers nothing. */
final class FrozenDatabaseTest {

  private static final TenantId TENANT = new TenantId("acme");
  private static final Cell CELL = new Cell("local");
  private static final Region REGION = new Region("local");
  private static final String TOO_SLOW = "ledger-too-slow";

  /** A read that gets no answer holds its thread for about 2 s, 4 s at most. */
  private static final PostgresConfig.Deadlines BRIEF =
      new PostgresConfig.Deadlines(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofMillis(1_500));

  @Test
  void questionsAreAnsweredAtTheirDeadlineItsThreadsComeBackAndReadsDoToo() throws Exception {
    EngineSettings settings =
        EngineSettings.STANDARD.with(
            new EngineSettings.ReadSettings(1, 2, Duration.ofMillis(300), 100));
    try (LocalPostgres server = LocalPostgres.start(LocalPostgresConfig.temporary());
        PostgresLedger ledger = ledger(server);
        SignalCoherence engine =
            SignalCoherence.builder(ledger.ports()).settings(settings).build()) {
      register(engine);
      assertThat(ask(engine)).isInstanceOf(CoherenceAnswer.Scored.class);

      List<Long> processes = processes(server);
      signal("STOP", processes);
      try {
        assertThat(code(ask(engine))).isEqualTo(TOO_SLOW);
        assertThat(code(ask(engine))).isEqualTo("readers-busy");
        Awaitility.await()
            .pollDelay(Duration.ZERO)
            .atMost(Duration.ofSeconds(30))
            .until(() -> code(ask(engine)).equals(TOO_SLOW));
      } finally {
        signal("CONT", processes);
      }
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .atMost(Duration.ofSeconds(30))
          .until(() -> ask(engine) instanceof CoherenceAnswer.Scored);
    }
  }

  private static CoherenceAnswer ask(SignalCoherence engine) {
    return engine
        .scores()
        .ask(
            new CoherenceQuestion(
                TENANT, new Grant.EveryTenant(), Optional.empty(), Optional.empty(), 1))
        .toCompletableFuture()
        .join();
  }

  private static String code(CoherenceAnswer answer) {
    return ((CoherenceAnswer.Unavailable) answer).code();
  }

  private static void register(SignalCoherence engine) {
    Tenant tenant =
        new Tenant(
            TENANT,
            new Organisation("acme"),
            new Residency(CELL, Set.of(REGION)),
            TenantState.ACTIVE,
            TenantSettings.STANDARD);
    assertThat(engine.tenants().register(tenant)).isEqualTo(tenant);
  }

  private static PostgresLedger ledger(LocalPostgres server) {
    PostgresConfig config =
        new PostgresConfig(
            server.jdbcUrl(),
            new Logins(
                login(server, LocalPostgresRole.OWNER),
                login(server, LocalPostgresRole.APP),
                login(server, LocalPostgresRole.WORKER)),
            new PostgresConfig.Pools(4, 4, 1),
            BRIEF,
            CELL,
            REGION);
    PostgresLedger.migrate(config);
    return PostgresLedger.open(config);
  }

  private static Login login(LocalPostgres server, LocalPostgresRole role) {
    LocalPostgresCredentials login = server.credentials(role);
    return new Login(login.user(), login.password());
  }

  /** The server itself, which makes new sessions, and all sessions there are. */
  private static List<Long> processes(LocalPostgres server) throws SQLException {
    List<Long> processes = new ArrayList<>(List.of(server.pid()));
    LocalPostgresCredentials admin = server.credentials(LocalPostgresRole.ADMIN);
    try (Connection connection =
            DriverManager.getConnection(server.jdbcUrl(), admin.user(), admin.password());
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT pid FROM pg_stat_activity"
                    + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")) {
      while (found.next()) {
        processes.add(found.getLong(1));
      }
    }
    return processes;
  }

  private static void signal(String name, List<Long> processes) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(process -> command.add(process.toString()));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }
}
