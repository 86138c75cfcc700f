package io.signalcoherence.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.out.AppendResult;
import io.signalcoherence.ports.out.LedgerMonitor.LedgerCondition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MigrationTest {

  private final TestLedger ledger = new TestLedger();

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  private List<String> schema() throws SQLException {
    return ledger.asAdmin(
        """
        SELECT c.relname || ' ' || coalesce(c.relacl::text, '') || ' ' || (
                 SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid)
          FROM pg_class c WHERE c.relnamespace = 'signalcoherence'::regnamespace
        UNION ALL
        SELECT version || ' ' || installed_rank FROM signalcoherence.flyway_schema_history
         ORDER BY 1\
        """);
  }

  @Test
  void secondMigrationChangesNothing() throws SQLException {
    List<String> before = schema();

    PostgresLedger.migrate(ledger.config());

    assertThat(schema()).isEqualTo(before);
  }

  @Test
  void manyMayMigrateAtOnce() {
    IntStream.range(0, 24).parallel().forEach(i -> PostgresLedger.migrate(ledger.config()));

    try (PostgresLedger other = PostgresLedger.open(ledger.config())) {
      assertThat(other.ports().tenants().list()).hasSize(2);
    }
  }

  @Test
  void regionBeingAddedIsSeenByATenantBeingRegistered() throws Exception {
    String database = TestServer.newDatabase();
    try (PostgresLedger fresh = PostgresLedger.open(TestServer.config(database));
        Connection admin = TestServer.admin(database);
        Statement statement = admin.createStatement()) {
      admin.setAutoCommit(false);
      statement.execute("INSERT INTO signalcoherence.region VALUES ('us')");
      statement.execute("INSERT INTO signalcoherence.cell_region VALUES ('test-cell', 'us')");
      var registered = CompletableFuture.supplyAsync(() -> register(fresh));
      Awaitility.await()
          .until(() -> registered.isDone() || !PostgresHarness.blockedBackends(database).isEmpty());
      admin.commit();

      assertThatExceptionOfType(CompletionException.class)
          .isThrownBy(registered::join)
          .withCauseInstanceOf(InvalidValueException.class);
    } finally {
      TestServer.drop(database);
    }
  }

  private static Tenant register(PostgresLedger ledger) {
    return ledger
        .ports()
        .tenants()
        .register(
            new Tenant(
                TestLedger.ALPHA,
                new Organisation("acme"),
                new Residency(TestServer.CELL, Set.of(TestServer.REGION)),
                TenantState.ACTIVE,
                TenantSettings.STANDARD));
  }

  @Test
  void sameClusterStaysInItsEpoch() throws SQLException {
    try (PostgresLedger other = PostgresLedger.open(ledger.config())) {
      assertThat(other.ports().monitor().look().epoch()).isEqualTo(new EpochNumber(1));
    }
    assertThat(ledger.asAdmin("SELECT number FROM signalcoherence.epoch")).containsExactly("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"system_identifier = 42", "timeline = '0000002A'"})
  void otherClusterOrTimelineBeginsAnEpochInWhichOldTokensSayNothing(String change)
      throws SQLException {
    CommitToken old = append("1");
    EpochId before = ledger.ports().reader().beginning().readIn();
    TestServer.asAdmin(ledger.database(), "UPDATE signalcoherence.epoch SET " + change);

    try (PostgresLedger restored = PostgresLedger.open(ledger.config())) {
      assertThat(restored.epoch())
          .isNotEqualTo(before)
          .isEqualTo(restored.ports().reader().beginning().readIn());
      assertThat(restored.ports().monitor().look().epoch()).isEqualTo(new EpochNumber(2));
      var snapshot =
          restored
              .ports()
              .windows()
              .read(TestLedger.ALPHA, Window.endingWith(EventTime.parse("2024-03-10T12:00:00Z")))
              .snapshot();
      assertThat(snapshot.includes(old)).isEqualTo(Inclusion.UNKNOWN);
      assertThat(append("2").epoch()).isEqualTo(new EpochNumber(2));
    }
    assertThat(ledger.asAdmin("SELECT DISTINCT id FROM signalcoherence.epoch")).hasSize(2);
  }

  private CommitToken append(String id) {
    var group = Signals.group(Signals.of(TestLedger.ALPHA).withId(id));
    return ((AppendResult.Appended) ledger.ports().signals().append(group)).token();
  }

  @Test
  void settingsThatBreakThePromiseAreFaults() {
    LedgerCondition sound = ledger.ports().monitor().look();
    assertThat(sound.faults()).isEmpty();
    assertThat(sound.warnings()).containsExactly("failover: may lose acknowledged signals");

    TestServer.asAdmin(
        ledger.database(), "ALTER DATABASE " + ledger.database() + " SET synchronous_commit = off");
    try (PostgresLedger unsafe = PostgresLedger.open(ledger.config())) {
      assertThat(unsafe.ports().monitor().look().faults())
          .containsExactly("synchronous_commit: off (expected: on)");
    }
  }
}
