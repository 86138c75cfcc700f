package io.signalcoherence.adapter.postgres;

import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import io.signalcoherence.ports.contract.HeldAppend;
import io.signalcoherence.ports.contract.LedgerHarness;
import io.signalcoherence.ports.contract.Unstorable;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.Ledger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A database of its own, with a proxy before the ledger under test and none before the other. */
final class PostgresHarness implements LedgerHarness {

  private final String database = TestServer.newDatabase();
  private final CuttingProxy proxy =
      new CuttingProxy(TestServer.server().host(), TestServer.server().port());
  private final PostgresLedger ledger;
  private final PostgresLedger other;
  private final List<OpenAppend> held = new ArrayList<>();

  PostgresHarness() {
    PostgresConfig config = TestServer.config(database);
    ledger = PostgresLedger.open(config.withJdbcUrl(proxy.jdbcUrl(database)));
    other = PostgresLedger.open(config);
  }

  String database() {
    return database;
  }

  @Override
  public Ledger ledger() {
    return ledger.ports();
  }

  @Override
  public Ledger anotherProcess() {
    return other.ports();
  }

  @Override
  public Residency residency() {
    return new Residency(TestServer.CELL, Set.of(TestServer.REGION));
  }

  @Override
  public void loseAnswerAfterCommit() {
    proxy.cutNext(CuttingProxy.Cut.AFTER_COMMIT);
  }

  @Override
  public void loseConnectionBeforeCommit() {
    proxy.cutNext(CuttingProxy.Cut.BEFORE_COMMIT);
  }

  @Override
  public void down() {
    proxy.down();
  }

  @Override
  public void up() {
    proxy.up();
  }

  @Override
  public Unstorable unstorable(TenantId tenant) {
    return new Unstorable.HoldsEverything();
  }

  @Override
  public HeldAppend holdOpen(AppendGroup group) {
    try {
      other.ensureMonths(PostgresSignalLedger.months(group.entries()));
      OpenAppend open = new OpenAppend(TestServer.config(database));
      held.add(open);
      open.append(group);
      return open;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void awaitBlockedAppends(int appends) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> blockedBackends(database).size() >= appends);
  }

  /** The process ids of the backends of a database that wait for a lock. */
  static List<Integer> blockedBackends(String database) throws SQLException {
    List<Integer> backends = new ArrayList<>();
    try (Connection admin = TestServer.admin(database);
        PreparedStatement statement =
            admin.prepareStatement("SELECT DISTINCT pid FROM pg_locks WHERE NOT granted");
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        backends.add(rows.getInt(1));
      }
    }
    return backends;
  }

  @Override
  public void raiseFloor(TenantId tenant, EventTime floor) {
    try (Connection admin = TestServer.admin(database);
        PreparedStatement statement =
            admin.prepareStatement(
                """
                SELECT pg_advisory_xact_lock(signalcoherence.tenant_lock_key(?));
                INSERT INTO signalcoherence.tenant_floor VALUES (?, ?)
                ON CONFLICT (tenant_id) DO UPDATE SET floor = excluded.floor\
                """)) {
      statement.setString(1, tenant.value());
      statement.setString(2, tenant.value());
      statement.setObject(3, Timestamps.of(floor.value()));
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public EpochNumber beginNewEpoch() {
    TestServer.asAdmin(
        database,
        "UPDATE signalcoherence.epoch SET timeline = 'gone'"
            + " WHERE number = (SELECT max(number) FROM signalcoherence.epoch)");
    try (Connection app = TestServer.login(database, LocalPostgresRole.APP);
        Statement statement = app.createStatement();
        ResultSet row = statement.executeQuery("SELECT signalcoherence.enter_epoch()")) {
      row.next();
      return new EpochNumber(row.getInt(1));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<Signal> storedSignals(TenantId tenant) {
    try (Connection admin = TestServer.admin(database)) {
      return DSL.using(admin, SQLDialect.POSTGRES)
          .fetch(
              "SELECT "
                  + SignalRow.SELECTED
                  + " FROM signalcoherence.ledger_signal s WHERE s.tenant_id = ?",
              tenant.value())
          .map(row -> SignalRow.read(row, new EpochId(new UUID(0, 1))).signal());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    held.forEach(OpenAppend::rollback);
    ledger.close();
    other.close();
    proxy.close();
    TestServer.drop(database);
  }
}
