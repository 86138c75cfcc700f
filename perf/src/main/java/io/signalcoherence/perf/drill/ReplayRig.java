package io.signalcoherence.perf.drill;

import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import io.signalcoherence.perf.service.Scrape;
import io.signalcoherence.perf.service.ServiceKafka;
import io.signalcoherence.perf.service.ServiceLaunch;
import io.signalcoherence.perf.service.ServicePostgres;
import io.signalcoherence.perf.service.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Two service processes that share a PostgreSQL and a Kafka broker, which neither of them owns.
 * Used by one thread, but for the services' addresses.
 */
final class ReplayRig implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final long POLL_MILLIS = 20;

  private final Path folder;
  private final LocalPostgres postgres;
  private final ServiceKafka kafka;
  private final List<ServiceProcess> services = new ArrayList<>();
  private final Thread exitHook = new Thread(this::killServices, "drill-exit");

  private ReplayRig(Path folder) throws IOException {
    this.folder = folder;
    this.postgres = LocalPostgres.start(LocalPostgresConfig.durable(folder.resolve("postgres")));
    try {
      this.kafka = ServiceKafka.start(folder.resolve("kafka"), ReplayPlan.PARTITIONS);
    } catch (IOException | RuntimeException e) {
      postgres.close();
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(exitHook);
  }

  /** Starts all and returns when both services are ready. */
  static ReplayRig start(Path folder) throws IOException, InterruptedException {
    ReplayRig rig = new ReplayRig(folder);
    try {
      for (String name : List.of("first", "second")) {
        rig.services.add(
            new ServiceProcess(
                ServiceLaunch.QUICK,
                folder.resolve(name),
                rig.settings(),
                folder.resolve(name + ".log")));
        rig.revive();
      }
      return rig;
    } catch (IOException | InterruptedException | RuntimeException e) {
      rig.close();
      throw e;
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>(kafka.settings());
    // The shortest that brokers allow: others wait that long for the partitions of a killed reader.
    settings.put("SIGNALCOHERENCE_KAFKA_SESSION_TIMEOUT", "6s");
    settings.put(
        "SIGNALCOHERENCE_DATABASE_URL",
        "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/signalcoherence");
    for (LocalPostgresRole role :
        List.of(LocalPostgresRole.OWNER, LocalPostgresRole.APP, LocalPostgresRole.WORKER)) {
      settings.put(
          "SIGNALCOHERENCE_DATABASE_" + role.name() + "_PASSWORD",
          postgres.credentials(role).password());
    }
    return settings;
  }

  ServiceKafka kafka() {
    return kafka;
  }

  /** Both services, whether they run or not. */
  List<ServiceProcess> services() {
    return List.copyOf(services);
  }

  /** A superuser's connection. */
  Connection connect() throws SQLException, IOException {
    return new ServicePostgres(folder).connect();
  }

  /** Registers a tenant whose signals are kept forever. */
  void register(String tenant) throws SQLException, IOException {
    new ServicePostgres(folder).register(tenant, "unlimited");
  }

  /** Starts what does not run and returns when it is ready. */
  void revive() throws IOException, InterruptedException {
    for (ServiceProcess service : services) {
      if (!service.isAlive()) {
        service.start();
      }
    }
    for (ServiceProcess service : services) {
      if (!service.awaitReady(LONGEST_START)) {
        throw new IOException("a service is not ready, see the logs in " + folder);
      }
    }
  }

  /** Waits until all partitions are read and each service reads some; false if they do not. */
  boolean awaitShared(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() - end < 0) {
      double all = 0;
      boolean each = true;
      for (ServiceProcess service : services) {
        double here = partitions(service);
        all += here;
        each &= here > 0;
      }
      if (each && all == ReplayPlan.PARTITIONS) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return false;
  }

  private static double partitions(ServiceProcess service) throws InterruptedException {
    try {
      return Scrape.of(service).sum("kafka_partitions");
    } catch (IOException e) {
      return 0;
    }
  }

  /** Records that a service has read and whose fate is not final; 0 if it does not answer. */
  static double open(ServiceProcess service) throws InterruptedException {
    try {
      return Scrape.of(service).sum("kafka_open_records");
    } catch (IOException e) {
      return 0;
    }
  }

  private void killServices() {
    services.forEach(
        service -> ProcessHandle.of(service.pid()).ifPresent(ProcessHandle::destroyForcibly));
  }

  @Override
  public void close() {
    services.forEach(ServiceProcess::close);
    kafka.close();
    postgres.close();
    try {
      Runtime.getRuntime().removeShutdownHook(exitHook);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook has done as much.
    }
  }
}
