package io.signalcoherence.adapter.postgres;

import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.AppendResult;
import io.signalcoherence.ports.out.Claim;
import io.signalcoherence.ports.out.Ledger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A ledger on a database of its own, with the tenants alpha and beta. */
final class TestLedger implements AutoCloseable {

  static final TenantId ALPHA = new TenantId("alpha");
  static final TenantId BETA = new TenantId("beta");

  private final String database = TestServer.newDatabase();
  private final PostgresConfig config;
  private final PostgresLedger ledger;

  TestLedger() {
    this(TestServer.DEADLINES);
  }

  TestLedger(PostgresConfig.Deadlines deadlines) {
    config = TestServer.config(database).withDeadlines(deadlines);
    ledger = PostgresLedger.open(config);
    register(ALPHA);
    register(BETA);
  }

  String database() {
    return database;
  }

  PostgresConfig config() {
    return config;
  }

  PostgresLedger ledger() {
    return ledger;
  }

  Ledger ports() {
    return ledger.ports();
  }

  void register(TenantId id) {
    ports()
        .tenants()
        .register(
            new Tenant(
                id,
                new Organisation("acme"),
                new Residency(TestServer.CELL, Set.of(TestServer.REGION)),
                TenantState.ACTIVE,
                TenantSettings.STANDARD));
  }

  List<Claim> append(Signals... signals) {
    return append(Signals.group(signals));
  }

  List<Claim> append(AppendGroup group) {
    return ((AppendResult.Appended) ports().signals().append(group)).claims();
  }

  /** A session of a role, for statements by hand. */
  Connection session(LocalPostgresRole role) throws SQLException {
    return TestServer.login(database, role);
  }

  /** The first column of what a statement answers to the admin, who sees every row. */
  List<String> asAdmin(String sql) throws SQLException {
    try (Connection admin = TestServer.admin(database)) {
      return query(admin, sql);
    }
  }

  /** The first column of what a statement answers. */
  static List<String> query(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }

  @Override
  public void close() {
    ledger.close();
    TestServer.drop(database);
  }
}
