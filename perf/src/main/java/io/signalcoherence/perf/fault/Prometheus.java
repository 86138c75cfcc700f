package io.signalcoherence.perf.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Prometheus with the configuration and alerts that are delivered, in a hurry: what is minutes
 * there is a second here, and a graph lags after 3 s. Asked for what fires, on a thread of its own.
 */
final class Prometheus implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONFIGURATION = "prometheus.yml";
  private static final String RULES = "signal-coherence.rules.yml";
  private static final long PAUSE_MILLIS = 250;
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final Process process;
  private final URI alerts;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final List<Look> looks = new ArrayList<>();
  private final Thread thread = new Thread(this::run, "fault-alerts");
  private final Thread exitHook;

  private record Look(long at, Set<String> firing) {}

  private Prometheus(Process process, int port) {
    this.process = process;
    this.exitHook = new Thread(process::destroyForcibly, "fault-alerts-exit");
    Runtime.getRuntime().addShutdownHook(exitHook);
    this.alerts = URI.create("http://127.0.0.1:" + port + "/api/v1/alerts");
  }

  /**
   * Starts one beside a service.
   *
   * @param folder where its data and log go; is made
   * @return empty where there is no such program, or nobody said where the alerts are
   */
  static Optional<Prometheus> start(Path folder, URI management) throws IOException {
    Optional<Path> program =
        Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
            .map(place -> Path.of(place).resolve("prometheus"))
            .filter(Files::isExecutable)
            .findFirst();
    Optional<Path> delivered =
        Optional.ofNullable(System.getProperty("signalcoherence.deploy"))
            .map(place -> Path.of(place).resolve("prometheus"))
            .filter(place -> Files.isReadable(place.resolve(RULES)));
    if (program.isEmpty() || delivered.isEmpty()) {
      return Optional.empty();
    }
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve(RULES), hurried(Files.readString(delivered.get().resolve(RULES))));
    Files.writeString(
        folder.resolve(CONFIGURATION),
        Files.readString(delivered.get().resolve(CONFIGURATION))
            .replace("127.0.0.1:8081", management.getAuthority())
            .replace("_interval: 15s", "_interval: 1s"));
    int port = freePort();
    Process process =
        new ProcessBuilder(
                program.get().toString(),
                "--config.file=" + CONFIGURATION,
                "--storage.tsdb.path=data",
                "--web.listen-address=127.0.0.1:" + port)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    Prometheus started = new Prometheus(process, port);
    started.thread.setDaemon(true);
    started.thread.start();
    return Optional.of(started);
  }

  /** The alerts with a second for each wait, and 3 s for a graph's lag. */
  static String hurried(String rules) {
    return rules
        .replaceAll("(?m)^( +for:) .*$", "$1 1s")
        .replaceAll("(graph_lag_seconds >) \\d+", "$1 3");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        look();
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(alerts).timeout(LIMIT).GET().build();
    try {
      String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      Set<String> firing = new HashSet<>();
      for (JsonNode alert : JSON.readTree(body).path("data").path("alerts")) {
        if (alert.path("state").asText().equals("firing")) {
          firing.add(alert.path("labels").path("alertname").asText());
        }
      }
      keep(new Look(System.nanoTime(), firing));
    } catch (IOException e) {
      return; // it does not answer yet
    }
  }

  private synchronized void keep(Look look) {
    looks.add(look);
  }

  /** When an alert was first seen to fire during a fault. */
  synchronized Alarm alarm(String name, Moments moments) {
    return looks.stream()
        .filter(look -> look.at - moments.breaking() >= 0 && look.at - moments.mending() < 0)
        .filter(look -> look.firing.contains(name))
        .findFirst()
        .map(look -> new Alarm(true, Moments.millis(moments.breaking(), look.at)))
        .orElse(new Alarm(true, -1));
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
    try {
      Runtime.getRuntime().removeShutdownHook(exitHook);
    } catch (IllegalStateException e) {
      return; // the JVM is ending, and the hook ends the process
    }
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
