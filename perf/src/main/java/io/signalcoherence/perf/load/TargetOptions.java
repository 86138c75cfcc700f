package io.signalcoherence.perf.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** The options that say whom to load, with what, and which processes to watch. */
final class TargetOptions {

  @Option(names = "--host", description = "default: ${DEFAULT-VALUE}")
  private String host = "127.0.0.1";

  @Option(names = "--port", description = "HTTP port of the service (default: ${DEFAULT-VALUE})")
  private int port = 8080;

  @Option(names = "--batch", description = "signals in a request (default: ${DEFAULT-VALUE})")
  private int batch = 1;

  @Option(
      names = "--format",
      description = "of a batch: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private Traffic.BatchFormat format = Traffic.BatchFormat.JSON;

  @Option(
      names = "--tenants",
      description = "requests go to so many tenants in turn (default: ${DEFAULT-VALUE})")
  private int tenants = 10;

  @Option(
      names = "--connections",
      description = "most requests in flight (default: ${DEFAULT-VALUE})")
  private int connections = 256;

  @Option(
      names = "--warmup",
      paramLabel = "SECONDS",
      description = "at the same rate (default: ${DEFAULT-VALUE})")
  private int warmup = 3;

  @Option(
      names = "--pid",
      paramLabel = "NAME=PID",
      description = "a process whose CPU time is told, without its children")
  private Map<String, Long> pids = new TreeMap<>();

  @Option(names = "--tree", paramLabel = "NAME=PID", description = "the same, with its children")
  private Map<String, Long> trees = new TreeMap<>();

  @Option(
      names = "--postgres-folder",
      paramLabel = "FOLDER",
      description = "PostgreSQL's data folder: its processes' CPU time is told as postgres")
  private Path postgresFolder = Path.of("");

  LoadPlan plan(double rate, Duration duration) {
    Traffic traffic = new Traffic(rate, batch, format, tenants, newRun());
    return new LoadPlan(
        new InetSocketAddress(host, port),
        traffic,
        Duration.ofSeconds(warmup),
        duration,
        connections);
  }

  static String newRun() {
    return String.format(Locale.ROOT, "r%x", System.currentTimeMillis());
  }

  CpuMeter cpu() throws IOException {
    CpuMeter meter = new CpuMeter().watch("driver", ProcessHandle.current().pid());
    pids.forEach(meter::watch);
    trees.forEach(meter::watchTree);
    if (!postgresFolder.toString().isEmpty()) {
      String first = Files.readAllLines(postgresFolder.resolve("postmaster.pid")).get(0);
      meter.watchTree("postgres", Long.parseLong(first.strip()));
    }
    return meter;
  }
}
