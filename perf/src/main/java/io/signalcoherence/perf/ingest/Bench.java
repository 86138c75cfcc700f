package io.signalcoherence.perf.ingest;

import io.signalcoherence.adapter.postgres.local.LocalPostgresAccess;
import io.signalcoherence.adapter.postgres.local.LocalPostgresCredentials;
import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import io.signalcoherence.perf.load.CpuMeter;
import io.signalcoherence.perf.service.Memory;
import io.signalcoherence.perf.service.ServiceLaunch;
import io.signalcoherence.perf.service.ServicePostgres;
import io.signalcoherence.perf.service.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The service and its stand-ins, all running at once, each idle while another is measured. Closing
 * it ends them. Used by one thread.
 */
final class Bench implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofSeconds(90);

  private final Path folder;
  private final ServiceLaunch launch;
  private final ServiceProcess service;
  private final ServicePostgres postgres;
  private final Map<String, ServiceProcess> peers = new TreeMap<>();
  private final long readyMillis;

  Bench(Path folder, ServiceLaunch launch, Map<String, String> settings)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.launch = launch;
    Path data = folder.resolve("data");
    if (Files.exists(data)) {
      // Bare rows have no sums and no commit: in a ledger that somebody uses they would falsify it.
      throw new IOException("--folder: " + data + " is there already (expected: a new folder)");
    }
    service = new ServiceProcess(launch, data, settings, folder.resolve("service.log"));
    postgres = new ServicePostgres(data);
    long began = System.nanoTime();
    await(service);
    readyMillis = Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  private void await(ServiceProcess process) throws IOException, InterruptedException {
    process.start();
    if (!process.awaitReady(LONGEST_START)) {
      close();
      throw new IOException("not ready, see the logs in " + folder);
    }
  }

  ServiceProcess service() {
    return service;
  }

  long readyMillis() {
    return readyMillis;
  }

  LocalPostgresAccess access() throws IOException {
    return postgres.access();
  }

  /** The stand-in of that name, started if it is not running. */
  ServiceProcess peer(String name) throws IOException, InterruptedException {
    ServiceProcess known = peers.get(name);
    if (known != null) {
      return known;
    }
    LocalPostgresAccess access = postgres.access();
    LocalPostgresCredentials admin = access.credentials(LocalPostgresRole.ADMIN);
    String url = access.jdbcUrl() + "?user=" + admin.user() + "&password=" + admin.password();
    ServiceProcess peer =
        new ServiceProcess(
            launch.running(List.of(PeerMain.class.getName(), name)),
            folder,
            Map.of(PeerMain.URL, url),
            folder.resolve(name + ".log"));
    peers.put(name, peer);
    await(peer);
    return peer;
  }

  /** Watches this process as {@code driver}, PostgreSQL, and a process. */
  CpuMeter cpu(ServiceProcess process) throws IOException {
    return cpu().watch("service", process.pid());
  }

  /** Watches this process as {@code driver}, and PostgreSQL. */
  CpuMeter cpu() throws IOException {
    return new CpuMeter()
        .watch("driver", ProcessHandle.current().pid())
        .watchTree("postgres", postgres.pid());
  }

  Map<String, Memory> memory() throws IOException {
    Map<String, Memory> memory = new TreeMap<>();
    memory.put("service", Memory.of(service.pid()));
    memory.put("postgres", Memory.ofTree(postgres.pid()));
    return memory;
  }

  @Override
  public void close() {
    peers.values().forEach(ServiceProcess::close);
    service.close();
  }
}
