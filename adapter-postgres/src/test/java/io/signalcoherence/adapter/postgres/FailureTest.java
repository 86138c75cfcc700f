package io.signalcoherence.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.adapter.postgres.PostgresConfig.Deadlines;
import io.signalcoherence.adapter.postgres.PostgresConfig.Login;
import io.signalcoherence.adapter.postgres.PostgresConfig.Logins;
import io.signalcoherence.adapter.postgres.PostgresConfig.Pools;
import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.error.ConcurrencyConflictException;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.error.OutcomeUnknownException;
import io.signalcoherence.ports.error.TimedOutException;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.AppendResult;
import io.signalcoherence.ports.out.Claim;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What real failures of a real server are told as. */
final class FailureTest {

  private static final Signals ONE = Signals.of(TestLedger.ALPHA).withId("1");
  private static final Signals TWO = Signals.of(TestLedger.ALPHA).withId("2");

  private final TestLedger ledger = new TestLedger();

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  @Test
  void backendKilledBeforeTheCommitDidNothing() throws Exception {
    warmUp();
    try (OpenAppend open = holding(ONE)) {
      CompletableFuture<AppendResult> append = appending(Signals.group(ONE, TWO));
      terminate(blocked());
      assertTold(append, UnavailableException.class, "ledger-unavailable");
      open.rollback();
    }
    assertThat(ledger.append(ONE, TWO)).containsOnly(new Claim.Won());
  }

  @Test
  void backendKilledInTheCommitMayHaveDoneIt() throws Exception {
    warmUp();
    AppendGroup group = Signals.group(ONE);
    TestServer.asAdmin("postgres", "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
    try {
      TestServer.asAdmin("postgres", "SELECT pg_reload_conf()");
      CompletableFuture<AppendResult> append = appending(group);
      terminate(waitingForAStandby());
      assertTold(append, OutcomeUnknownException.class, "ledger-outcome-unknown");
    } finally {
      TestServer.asAdmin("postgres", "ALTER SYSTEM RESET synchronous_standby_names");
      TestServer.asAdmin("postgres", "SELECT pg_reload_conf()");
    }
    Claim again = ledger.append(group).get(0);
    assertThat(again).isInstanceOf(Claim.Held.class);
    assertThat(((Claim.Held) again).holder()).isEqualTo(group.entries().get(0).provenance().id());
  }

  @Test
  void lockThatIsNotGivenUpTimesOut() throws Exception {
    Deadlines hasty =
        new Deadlines(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(12),
            Duration.ofMillis(200),
            Duration.ofSeconds(10));
    warmUp();
    try (PostgresLedger impatient = PostgresLedger.open(ledger.config().withDeadlines(hasty));
        OpenAppend open = holding(ONE)) {
      told(
          () -> impatient.ports().signals().append(Signals.group(ONE)),
          TimedOutException.class,
          "ledger-lock-timeout");
      open.rollback();
      assertThat(ledger.append(ONE)).containsOnly(new Claim.Won());
    }
  }

  @Test
  void deadlockIsAConflict() throws Exception {
    warmUp();
    try (OpenAppend open = holding(TWO)) {
      CompletableFuture<AppendResult> append = appending(Signals.group(ONE, TWO));
      blocked();
      open.claim(Signals.group(ONE));
      assertTold(append, ConcurrencyConflictException.class, "ledger-deadlock");
      open.rollback();
    }
    assertThat(ledger.append(ONE, TWO)).containsOnly(new Claim.Won());
  }

  @Test
  void poolWithoutAFreeConnectionTimesOut() throws Exception {
    warmUp();
    PostgresConfig narrow = ledger.config().withPools(new Pools(1, 1, 1));
    try (PostgresLedger one = PostgresLedger.open(narrow);
        OpenAppend open = holding(ONE)) {
      CompletableFuture<AppendResult> append =
          CompletableFuture.supplyAsync(() -> one.ports().signals().append(Signals.group(ONE)));
      blocked();
      told(
          () -> one.ports().signals().append(Signals.group(TWO)),
          TimedOutException.class,
          "ledger-pool-exhausted");
      open.rollback();
      assertThat(append.join()).isInstanceOf(AppendResult.Appended.class);
    }
  }

  @Test
  void serverThatAnswersNothingTimesOut() throws Exception {
    warmUp();
    Deadlines brief =
        new Deadlines(
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofMillis(1_900),
            Duration.ofMillis(1_900));
    try (PostgresLedger one =
            PostgresLedger.open(
                ledger.config().withDeadlines(brief).withPools(new Pools(1, 1, 1)));
        OpenAppend open = holding(ONE)) {
      CompletableFuture<AppendResult> append =
          CompletableFuture.supplyAsync(() -> one.ports().signals().append(Signals.group(ONE)));
      int backend = blocked();
      signal("STOP", backend);
      try {
        assertTold(append, TimedOutException.class, "ledger-socket-timeout");
      } finally {
        signal("CONT", backend);
      }
      open.rollback();
    }
  }

  @Test
  void wrongAddressLoginOrSchemaIsToldAtOnce() {
    PostgresConfig config = ledger.config();
    told(
        () -> PostgresLedger.open(config.withJdbcUrl("jdbc:postgresql://127.0.0.1:1/x")),
        UnavailableException.class,
        "ledger-unavailable");
    told(
        () -> PostgresLedger.open(config.withJdbcUrl(TestServer.server().jdbcUrl("nothing"))),
        UnavailableException.class,
        "ledger-database-missing");
    told(
        () -> PostgresLedger.open(config.withJdbcUrl(TestServer.server().jdbcUrl())),
        UnavailableException.class,
        "ledger-not-migrated");
    told(
        () -> PostgresLedger.open(withWrongPassword(config)),
        UnavailableException.class,
        "ledger-login-refused");
  }

  /**
   * The driver sends our time zone at the start of a session, and the server refuses a wrong one.
   */
  @Test
  void sessionThatTheServerRefusesForItsSettingsMakesNoSignalUnstorable() throws Exception {
    warmUp();
    TimeZone ours = TimeZone.getDefault();
    try (Connection admin = TestServer.admin(ledger.database())) {
      TimeZone.setDefault(new SimpleTimeZone(0, "Nowhere/Nothing"));
      // one that the pool had begun to open before may come after the others have ended
      Awaitility.await().untilAsserted(() -> assertRefusedAfterAnEnd(admin));
    } finally {
      TimeZone.setDefault(ours);
    }
    assertThat(ledger.append(ONE)).containsOnly(new Claim.Won());
  }

  private static PostgresConfig withWrongPassword(PostgresConfig config) {
    Login app = new Login(config.logins().app().user(), "wrong");
    return new PostgresConfig(
        config.jdbcUrl(),
        new Logins(config.logins().owner(), app, config.logins().worker()),
        config.pools(),
        config.deadlines(),
        config.cell(),
        config.region());
  }

  private void assertRefusedAfterAnEnd(Connection admin) throws SQLException {
    TestLedger.query(
        admin,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'signalcoherence-writer' AND datname = '"
            + ledger.database()
            + "'");
    for (int i = 0; i < 3; i++) {
      told(
          () -> ledger.ports().signals().append(Signals.group(TWO)),
          UnavailableException.class,
          "ledger-unavailable");
    }
  }

  /** Makes the month, so that appends wait where the test means them to. */
  private void warmUp() {
    ledger.append(Signals.of(TestLedger.BETA));
  }

  private OpenAppend holding(Signals signal) throws SQLException {
    OpenAppend open = new OpenAppend(ledger.config());
    open.append(Signals.group(signal));
    return open;
  }

  private CompletableFuture<AppendResult> appending(AppendGroup group) {
    return CompletableFuture.supplyAsync(() -> ledger.ports().signals().append(group));
  }

  private int blocked() {
    return backend(() -> PostgresHarness.blockedBackends(ledger.database()));
  }

  private int waitingForAStandby() {
    return backend(
        () ->
            ledger.asAdmin("SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'").stream()
                .map(Integer::valueOf)
                .toList());
  }

  private static int backend(Callable<List<Integer>> backends) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(backends, found -> !found.isEmpty())
        .get(0);
  }

  private void terminate(int backend) throws SQLException {
    assertThat(ledger.asAdmin("SELECT pg_terminate_backend(" + backend + ")")).containsExactly("t");
  }

  private static void signal(String name, int process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process)).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static void assertTold(
      CompletableFuture<AppendResult> append,
      Class<? extends InfrastructureException> kind,
      String code) {
    told(
        () -> {
          try {
            return append.join();
          } catch (CompletionException e) {
            throw (Exception) e.getCause();
          }
        },
        kind,
        code);
  }

  private static void told(
      Callable<?> call, Class<? extends InfrastructureException> kind, String code) {
    assertThatExceptionOfType(kind)
        .isThrownBy(call::call)
        .extracting(InfrastructureException::code)
        .isEqualTo(code);
  }
}
