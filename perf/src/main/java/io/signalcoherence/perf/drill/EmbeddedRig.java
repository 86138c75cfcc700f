package io.signalcoherence.perf.drill;

import io.signalcoherence.perf.service.ServiceLaunch;
import io.signalcoherence.perf.service.ServicePostgres;
import io.signalcoherence.perf.service.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** The service with the PostgreSQL that it embeds: one command, as a user starts it. */
final class EmbeddedRig implements Rig {

  private static final Duration FIRST_START = Duration.ofSeconds(90);

  private final ServiceProcess service;
  private final ServicePostgres postgres;

  EmbeddedRig(Path dataFolder, Path log) throws IOException {
    this.service = new ServiceProcess(ServiceLaunch.QUICK, dataFolder, Map.of(), log);
    this.postgres = new ServicePostgres(dataFolder);
  }

  @Override
  public void start() throws IOException, InterruptedException {
    if (!revive(FIRST_START)) {
      throw new IOException(
          "the service did not become ready within " + FIRST_START.toSeconds() + " s");
    }
  }

  @Override
  public URI base() {
    return service.base();
  }

  @Override
  public Connection connect() throws SQLException, IOException {
    return postgres.connect();
  }

  @Override
  public void killService() throws InterruptedException {
    service.kill();
  }

  @Override
  public boolean killWhileStarting(Duration after) throws IOException, InterruptedException {
    service.start();
    boolean ready = service.awaitReady(after);
    service.kill();
    return !ready;
  }

  @Override
  public void aim() throws IOException {
    postgres.aim();
  }

  @Override
  public boolean killPostgres() {
    return postgres.kill();
  }

  @Override
  public boolean revive(Duration limit) throws IOException, InterruptedException {
    if (!service.isAlive()) {
      service.start();
    }
    return service.awaitReady(limit);
  }

  @Override
  public long cuts() {
    return 0;
  }

  @Override
  public void close() {
    service.close();
  }
}
