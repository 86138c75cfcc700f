package io.signalcoherence.perf.stream;

import io.signalcoherence.adapter.kafka.SignalPublisher;
import io.signalcoherence.perf.load.CpuMeter;
import io.signalcoherence.perf.load.LoadDriver;
import io.signalcoherence.perf.load.LoadPlan;
import io.signalcoherence.perf.load.LoadResult;
import io.signalcoherence.perf.load.Traffic;
import io.signalcoherence.perf.service.ServiceKafka;
import io.signalcoherence.perf.service.ServiceLaunch;
import io.signalcoherence.perf.service.ServicePostgres;
import io.signalcoherence.perf.service.ServiceProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A service, its PostgreSQL and a broker, and what is measured on them. Used by one thread. */
final class StreamBench implements AutoCloseable {

  private static final int PARTITIONS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LONGEST_START = Duration.ofSeconds(90);

  private final ServiceKafka kafka;
  private final ServiceProcess service;
  private final ServicePostgres postgres;
  private final SignalPublisher publisher;
  private final StreamSignals signals;

  /**
   * Starts the broker; the service is started by what is measured.
   *
   * @param settings of the service's environment
   */
  StreamBench(Path folder, ServiceLaunch launch, Map<String, String> settings) throws IOException {
    Path data = folder.resolve("data");
    kafka = ServiceKafka.start(folder.resolve("kafka"), PARTITIONS);
    Map<String, String> all = new TreeMap<>(kafka.settings());
    all.putAll(settings);
    service = new ServiceProcess(launch, data, all, folder.resolve("service.log"));
    postgres = new ServicePostgres(data);
    publisher = kafka.publisher();
    signals = new StreamSignals(publisher, Long.toHexString(System.currentTimeMillis()));
  }

  /** Starts the service once and stops it, so that its tables are there. */
  void prepare() throws IOException, InterruptedException {
    start();
    service.close();
  }

  /** Publishes so many signals while nobody reads. */
  void fill(long count) throws IOException, InterruptedException {
    for (long i = 0; i < count; i++) {
      signals.send();
    }
    signals.flush();
  }

  /** How fast a bare consumer reads all that was published so far. */
  double bare() {
    return BareConsumer.rate(kafka.bootstrapServers(), kafka.topic(), PARTITIONS, signals.sent());
  }

  /**
   * Starts the service on what it has not read and waits until it has. It runs on afterwards.
   *
   * @throws IOException if a signal is not among the stored ones then
   */
  StreamReport.Reading read() throws IOException, SQLException, InterruptedException {
    start();
    CpuMeter cpu = cpu();
    Map<String, Double> before = cpu.seconds();
    List<Draining.Moment> moments = new Draining(kafka, PATIENCE).until(0);
    LoadResult.Cpu used =
        LoadResult.Cpu.of(
            cpu.since(before),
            moments.get(moments.size() - 1).committed() - moments.get(0).committed());
    long rows = rows();
    if (rows != signals.sent()) {
      throw new IOException("rows: " + rows + " (published: " + signals.sent() + ")");
    }
    return StreamReport.Reading.of(moments, used.secondsPerThousandSignals());
  }

  /** How many signals a second the running service takes by HTTP in batches of 100. */
  LoadResult http(int connections, Duration length) throws IOException {
    InetSocketAddress target =
        new InetSocketAddress(service.base().getHost(), service.base().getPort());
    Traffic traffic = new Traffic(Double.POSITIVE_INFINITY, 100, Traffic.BatchFormat.JSON, 10, "h");
    return new LoadDriver(
            new LoadPlan(target, traffic, Duration.ofSeconds(2), length, connections), cpu())
        .run();
  }

  private CpuMeter cpu() throws IOException {
    return new CpuMeter()
        .watch("driver", ProcessHandle.current().pid())
        .watch("service", service.pid())
        .watch("kafka", kafka.pid())
        .watchTree("postgres", postgres.pid());
  }

  /** Ends the service in order. */
  void stop() {
    service.close();
  }

  /**
   * Lets signals arrive at a rate while nobody reads, then starts the service while they go on.
   *
   * @param rate signals a second
   * @param missed how long nobody has read
   */
  StreamReport.Drain drain(int rate, Duration missed) throws IOException, InterruptedException {
    fill(rate * missed.toSeconds());
    try (Arrivals arrivals = Arrivals.begin(signals, rate)) {
      start();
      return StreamReport.Drain.of(rate, new Draining(kafka, PATIENCE).until(rate / 5));
    }
  }

  private void start() throws IOException, InterruptedException {
    service.start();
    if (!service.awaitReady(LONGEST_START)) {
      throw new IOException("the service is not ready, see its log");
    }
  }

  private long rows() throws SQLException, IOException {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT count(*) FROM signalcoherence.ledger_signal")) {
      return row.next() ? row.getLong(1) : -1;
    }
  }

  @Override
  public void close() {
    service.close();
    publisher.close();
    kafka.close();
  }
}
