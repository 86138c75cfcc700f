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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Two service processes: the first runs the embedded PostgreSQL, the second is given its URL. */
final class TwoServices implements DuoRig {

  private static final Duration FIRST_START = Duration.ofSeconds(90);

  private final ServicePostgres postgres;
  private final ServiceProcess first;
  private final ServiceProcess second;

  private TwoServices(ServicePostgres postgres, ServiceProcess first, ServiceProcess second) {
    this.postgres = postgres;
    this.first = first;
    this.second = second;
  }

  /**
   * Starts both and returns when both are ready.
   *
   * @param settings more of both environments
   */
  static TwoServices start(Path folder, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path data = folder.resolve("data");
    ServicePostgres postgres = new ServicePostgres(data);
    ServiceProcess first =
        new ServiceProcess(ServiceLaunch.QUICK, data, settings, folder.resolve("service.log"));
    ready(first, "the first service");
    Map<String, String> shared = new TreeMap<>(settings);
    shared.putAll(postgres.environment());
    ServiceProcess second =
        new ServiceProcess(
            ServiceLaunch.QUICK,
            folder.resolve("second"),
            shared,
            folder.resolve("second-service.log"));
    try {
      ready(second, "the second service");
    } catch (IOException e) {
      first.close();
      throw e;
    }
    return new TwoServices(postgres, first, second);
  }

  private static void ready(ServiceProcess service, String name)
      throws IOException, InterruptedException {
    service.start();
    if (!service.awaitReady(FIRST_START)) {
      service.close();
      throw new IOException(name + " did not become ready in " + FIRST_START.toSeconds() + " s");
    }
  }

  @Override
  public List<URI> bases() {
    return List.of(first.base(), second.base());
  }

  @Override
  public Connection connect() throws SQLException, IOException {
    return postgres.connect();
  }

  @Override
  public void close() {
    second.close();
    first.close();
  }
}
