package io.signalcoherence.perf.drill;

import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import io.signalcoherence.adapter.postgres.local.LocalPostgresCredentials;
import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import io.signalcoherence.perf.proxy.CutPlan;
import io.signalcoherence.perf.proxy.PgWireProxy;
import io.signalcoherence.perf.service.ServiceLaunch;
import io.signalcoherence.perf.service.ServiceProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/**
 * The service on a PostgreSQL behind a proxy that cuts connections around the COMMIT of appends.
 */
final class CutRig implements Rig {

  private static final String APPENDS = "ledger_commit";
  private static final Duration FIRST_START = Duration.ofSeconds(90);
  private static final Duration HELD_BACK = Duration.ofMillis(30);

  private final LocalPostgres postgres;
  private final PgWireProxy proxy;
  private final CutPlan plan = new CutPlan();
  private final ServiceProcess service;
  private final double chance;
  private final long seed;

  CutRig(Path folder, Path log, double chance, long seed) throws IOException {
    this.chance = chance;
    this.seed = seed;
    postgres = LocalPostgres.start(LocalPostgresConfig.durable(folder.resolve("postgres")));
    proxy = PgWireProxy.start(new InetSocketAddress(postgres.host(), postgres.port()), plan);
    service = new ServiceProcess(ServiceLaunch.QUICK, folder.resolve("data"), settings(), log);
  }

  private Map<String, String> settings() {
    return Map.of(
        "SIGNALCOHERENCE_DATABASE_URL",
        "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/signalcoherence",
        "SIGNALCOHERENCE_DATABASE_OWNER_PASSWORD",
        postgres.credentials(LocalPostgresRole.OWNER).password(),
        "SIGNALCOHERENCE_DATABASE_APP_PASSWORD",
        postgres.credentials(LocalPostgresRole.APP).password(),
        "SIGNALCOHERENCE_DATABASE_WORKER_PASSWORD",
        postgres.credentials(LocalPostgresRole.WORKER).password());
  }

  /** Starts the service undisturbed; the cuts begin when it is ready. */
  @Override
  public void start() throws IOException, InterruptedException {
    if (!revive(FIRST_START)) {
      throw new IOException(
          "the service did not become ready within " + FIRST_START.toSeconds() + " s");
    }
    plan.onlyTransactionsWith(APPENDS);
    plan.holdBackFor(HELD_BACK);
    plan.cutRandomly(chance, seed);
  }

  @Override
  public URI base() {
    return service.base();
  }

  @Override
  public Connection connect() throws SQLException {
    LocalPostgresCredentials admin = postgres.credentials(LocalPostgresRole.ADMIN);
    return DriverManager.getConnection(postgres.jdbcUrl(), admin.user(), admin.password());
  }

  @Override
  public void killService() throws InterruptedException {
    service.kill();
  }

  @Override
  public boolean killPostgres() {
    postgres.kill();
    return true;
  }

  @Override
  public boolean revive(Duration limit) throws IOException, InterruptedException {
    if (!postgres.isRunning()) {
      postgres.restart();
    }
    if (!service.isAlive()) {
      service.start();
    }
    return service.awaitReady(limit);
  }

  /** Stops cutting, so that what is open can come to an end. */
  void calm() {
    plan.cutRandomly(0, seed);
  }

  @Override
  public long cuts() {
    return plan.cuts();
  }

  @Override
  public void close() throws IOException {
    service.close();
    proxy.close();
    postgres.close();
  }
}
