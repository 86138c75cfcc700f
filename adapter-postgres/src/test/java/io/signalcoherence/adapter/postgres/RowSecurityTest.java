package io.signalcoherence.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.Region;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowSecurityTest {

  private static final String NOT_PERMITTED = "42501";
  private static final List<String> GUARDED =
      List.of("ledger_signal", "rollup_minute", "rollup_hour", "rollup_pair", "tenant_day");

  private TestLedger ledger;

  @BeforeEach
  void openLedger() {
    ledger = new TestLedger();
    ledger.append(Signals.of(TestLedger.ALPHA), Signals.of(TestLedger.BETA));
  }

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  @Test
  void forgottenWhereShowsTheGrantedTenantAlone() throws SQLException {
    try (Connection app = granted("{alpha}")) {
      for (String table : GUARDED) {
        assertThat(TestLedger.query(app, "SELECT DISTINCT tenant_id FROM signalcoherence." + table))
            .as(table)
            .containsExactly("alpha");
      }
    }
  }

  @Test
  void rowOfAnotherTenantCannotBeWritten() throws SQLException {
    try (Connection app = granted("{alpha}")) {
      refused(app, "INSERT INTO signalcoherence.tenant_day VALUES ('beta', DATE '2024-01-01')");
    }
    try (Connection app = granted("{alpha}");
        Statement statement = app.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  "UPDATE signalcoherence.rollup_hour SET n = 99 WHERE tenant_id = 'beta'"))
          .isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT set_config('signalcoherence.tenants', '', false)",
        "SELECT set_config('signalcoherence.tenants', NULL, false)",
        "SELECT set_config('signalcoherence.tenants', '{}', false)"
      })
  void missingGrantRaises(String before) throws SQLException {
    for (String table : GUARDED) {
      try (Connection app = ledger.session(LocalPostgresRole.APP)) {
        TestLedger.query(app, before);
        refused(app, "SELECT * FROM signalcoherence." + table);
      }
    }
  }

  @Test
  void grantDoesNotOutliveItsTransaction() throws SQLException {
    try (Connection app = granted("{alpha}")) {
      app.commit();
      refused(app, "SELECT * FROM signalcoherence.ledger_signal");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO signalcoherence.region VALUES ('us')",
        "UPDATE signalcoherence.region_role SET region = 'us'",
        "DELETE FROM signalcoherence.cell_region",
        "INSERT INTO signalcoherence.cell VALUES ('x')",
        "INSERT INTO signalcoherence.tenant_region VALUES ('alpha', 'us')",
        "DELETE FROM signalcoherence.tenant_region",
        "UPDATE signalcoherence.tenant_floor SET floor = now()",
        "INSERT INTO signalcoherence.tenant_floor VALUES ('alpha', now())",
        "UPDATE signalcoherence.epoch SET number = 7",
        "INSERT INTO signalcoherence.epoch VALUES (9, gen_random_uuid(), 1, '1', now())",
        "UPDATE signalcoherence.tenant SET cell = 'x'",
        "UPDATE signalcoherence.tenant SET organisation = 'x'",
        "DELETE FROM signalcoherence.tenant",
        "UPDATE signalcoherence.ledger_signal SET value_e9 = 0",
        "DELETE FROM signalcoherence.ledger_signal",
        "UPDATE signalcoherence.ledger_commit SET entries = 2",
        "DELETE FROM signalcoherence.rollup_minute",
        "TRUNCATE signalcoherence.ledger_signal",
        "SELECT * FROM signalcoherence.ledger_signal_2024_03",
        "SELECT signalcoherence.admit_app('signalcoherence_app', 'us')",
        "SELECT signalcoherence.ensure_months('{2024-01-01}')",
        "SELECT signalcoherence.regional_tenants()",
        "SELECT * FROM signalcoherence.flyway_schema_history",
        "CREATE TABLE signalcoherence.mine (x int)"
      })
  void appCanNeitherWriteWhatItMayNotNorPassByTheParent(String sql) throws SQLException {
    try (Connection app = granted("{alpha}")) {
      refused(app, sql);
    }
  }

  @Test
  void ownerIsForcedToo() throws SQLException {
    try (Connection owner = ledger.session(LocalPostgresRole.OWNER);
        Statement statement = owner.createStatement()) {
      for (String table : GUARDED) {
        assertThat(TestLedger.query(owner, "SELECT tenant_id FROM signalcoherence." + table))
            .as(table)
            .isEmpty();
        assertThat(statement.executeUpdate("DELETE FROM signalcoherence." + table)).isZero();
      }
    }
    assertThat(ledger.asAdmin("SELECT tenant_id FROM signalcoherence.ledger_signal")).hasSize(2);
  }

  @Test
  void workerReadsItsRegionAndWritesNothing() throws SQLException {
    try (Connection worker = ledger.session(LocalPostgresRole.WORKER)) {
      assertThat(TestLedger.query(worker, "SELECT tenant_id FROM signalcoherence.ledger_signal"))
          .containsExactlyInAnyOrder("alpha", "beta");
      refused(worker, "DELETE FROM signalcoherence.ledger_signal");
      refused(worker, "UPDATE signalcoherence.tenant SET state = 'erased'");
    }
  }

  @Test
  void roleWithoutARegionSeesNothing() throws SQLException {
    ledger.asAdmin(
        "WITH gone AS (DELETE FROM signalcoherence.region_role"
            + " WHERE role_name = 'signalcoherence_worker' RETURNING 1) SELECT * FROM gone");
    try (Connection worker = ledger.session(LocalPostgresRole.WORKER)) {
      refused(worker, "SELECT * FROM signalcoherence.ledger_signal");
    }
  }

  @Test
  void regionOutsideTheCellCanHaveNoRole() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> PostgresLedger.migrate(in(TestServer.CELL, "us")))
        .withMessageStartingWith("region: us");
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> PostgresLedger.migrate(in(new Cell("other"), "eu-test")))
        .withMessageStartingWith("cell: other");
  }

  @Test
  void regionThatATenantForbidsCannotJoinTheCellNorCanAPermissionGo() {
    try (Connection owner = ledger.session(LocalPostgresRole.OWNER);
        Statement statement = owner.createStatement()) {
      statement.execute("INSERT INTO signalcoherence.region VALUES ('us')");
      for (String sql :
          List.of(
              "INSERT INTO signalcoherence.cell_region VALUES ('test-cell', 'us')",
              "DELETE FROM signalcoherence.tenant_region WHERE tenant_id = 'beta'")) {
        assertThatExceptionOfType(SQLException.class)
            .isThrownBy(() -> statement.execute(sql))
            .matches(e -> e.getSQLState().equals("SC002"));
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private PostgresConfig in(Cell cell, String region) {
    PostgresConfig config = ledger.config();
    return new PostgresConfig(
        config.jdbcUrl(),
        config.logins(),
        config.pools(),
        config.deadlines(),
        cell,
        new Region(region));
  }

  private Connection granted(String tenants) throws SQLException {
    Connection app = ledger.session(LocalPostgresRole.APP);
    app.setAutoCommit(false);
    TestLedger.query(app, "SELECT set_config('signalcoherence.tenants', '" + tenants + "', true)");
    return app;
  }

  private static void refused(Connection connection, String sql) {
    assertThatExceptionOfType(SQLException.class)
        .as(sql)
        .isThrownBy(
            () -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
              }
            })
        .matches(e -> NOT_PERMITTED.equals(e.getSQLState()), "SQLSTATE " + NOT_PERMITTED);
  }
}
