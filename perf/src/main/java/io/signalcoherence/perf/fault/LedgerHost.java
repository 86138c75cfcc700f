package io.signalcoherence.perf.fault;

import io.signalcoherence.adapter.postgres.PostgresConfig;
import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import io.signalcoherence.adapter.postgres.local.LocalPostgresCredentials;
import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import io.signalcoherence.perf.service.ServiceLaunch;
import io.signalcoherence.perf.service.ServiceProcess;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A PostgreSQL of one's own, and services on it.
 *
 * @param postgres the server
 */
record LedgerHost(LocalPostgres postgres) {

  private static final Duration FIRST_START = Duration.ofSeconds(90);
  private static final String LOCAL = "local";

  /** Starts the server in a folder. */
  static LedgerHost start(RigParts parts, Path data) throws IOException, InterruptedException {
    return new LedgerHost(
        parts.add(
            () -> LocalPostgres.start(LocalPostgresConfig.durable(data).withStopAtJvmExit(false)),
            LocalPostgres::close,
            LedgerHost::endAtOnce));
  }

  /** Closed as well, so that it can't be started again. */
  private static void endAtOnce(LocalPostgres postgres) {
    postgres.kill();
    postgres.close();
  }

  /**
   * Starts a service and returns when it is ready.
   *
   * @param port where it finds the database
   * @param more of its environment
   * @param folder where its data and log go
   */
  ServiceProcess service(RigParts parts, int port, Map<String, String> more, Path folder)
      throws IOException, InterruptedException {
    Map<String, String> settings = settings(port);
    settings.putAll(more);
    // The whole heap is resident from the start, so that what grows is what lies beside it.
    ServiceLaunch launch = ServiceLaunch.QUICK.with(List.of("-Xms384m", "-XX:+AlwaysPreTouch"));
    ServiceProcess service =
        new ServiceProcess(launch, folder.resolve("data"), settings, folder.resolve("service.log"));
    ServiceProcess started =
        parts.add(
            () -> {
              service.start();
              return service;
            },
            ServiceProcess::close,
            ServiceProcess::kill);
    if (!started.awaitReady(FIRST_START)) {
      throw new IOException(
          "the service did not become ready within " + FIRST_START.toSeconds() + " s");
    }
    return started;
  }

  private Map<String, String> settings(int port) {
    Map<String, String> settings = new TreeMap<>();
    settings.put(
        "SIGNALCOHERENCE_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + port + "/signalcoherence");
    // The drill's client keeps its connections; the service must not be the one to close them.
    settings.put("SIGNALCOHERENCE_HTTP_IDLE_TIME", "10m");
    for (LocalPostgresRole role :
        List.of(LocalPostgresRole.OWNER, LocalPostgresRole.APP, LocalPostgresRole.WORKER)) {
      settings.put(
          "SIGNALCOHERENCE_DATABASE_" + role.name() + "_PASSWORD",
          postgres.credentials(role).password());
    }
    return settings;
  }

  /** A superuser's connection. */
  Connection connect() throws SQLException {
    LocalPostgresCredentials admin = postgres.credentials(LocalPostgresRole.ADMIN);
    return DriverManager.getConnection(postgres.jdbcUrl(), admin.user(), admin.password());
  }

  /** How the ledger is opened as a service does. */
  PostgresConfig ledger() {
    return new PostgresConfig(
        postgres.jdbcUrl(),
        new PostgresConfig.Logins(
            login(LocalPostgresRole.OWNER),
            login(LocalPostgresRole.APP),
            login(LocalPostgresRole.WORKER)),
        new PostgresConfig.Pools(1, 1, 1),
        PostgresConfig.Deadlines.STANDARD,
        new Cell(LOCAL),
        new Region(LOCAL));
  }

  private PostgresConfig.Login login(LocalPostgresRole role) {
    LocalPostgresCredentials found = postgres.credentials(role);
    return new PostgresConfig.Login(found.user(), found.password());
  }
}
