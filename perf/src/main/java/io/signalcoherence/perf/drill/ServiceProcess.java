package io.signalcoherence.perf.drill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The service under test as a child process with fixed ports, started from this process' class
 * path. Used by one thread, but for {@link #base}.
 */
final class ServiceProcess implements AutoCloseable {

  private static final String MAIN = "io.signalcoherence.launcher.Coherence";
  private static final long POLL_MILLIS = 20;

  private final Map<String, String> environment = new TreeMap<>();
  private final Path log;
  private final int httpPort;
  private final int managementPort;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private @Nullable Process process;

  /**
   * A service that has not been started.
   *
   * @param dataFolder its data folder
   * @param settings more of its environment
   * @param log where its output goes, appended
   */
  ServiceProcess(Path dataFolder, Map<String, String> settings, Path log) throws IOException {
    this.log = log;
    this.httpPort = freePort();
    this.managementPort = freePort();
    environment.put("SIGNALCOHERENCE_HTTP_PORT", Integer.toString(httpPort));
    environment.put("SIGNALCOHERENCE_MANAGEMENT_PORT", Integer.toString(managementPort));
    environment.put("SIGNALCOHERENCE_DATA_FOLDER", dataFolder.toString());
    environment.putAll(settings);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + httpPort);
  }

  void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseParallelGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, "serve"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    process = builder.start();
  }

  /** Waits until the service says that it is ready; false if it has ended or the time is over. */
  boolean awaitReady(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() - deadline < 0) {
      if (isReady()) {
        return true;
      }
      if (!isAlive()) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return false;
  }

  private boolean isReady() throws InterruptedException {
    URI ready = URI.create("http://127.0.0.1:" + managementPort + "/readyz");
    HttpRequest request =
        HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).GET().build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  long pid() {
    return process == null ? -1 : process.pid();
  }

  /** SIGKILL; returns when the process is gone. What it had started lives on. */
  void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /** SIGTERM, and SIGKILL if that takes longer than 30 s. */
  @Override
  public void close() {
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
