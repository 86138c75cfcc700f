package io.signalcoherence.perf.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The service under test, or what stands in for it, as a child process with fixed ports, started
 * from this process' class path. Used by one thread, but for {@link #base}.
 */
public final class ServiceProcess implements AutoCloseable {

  private static final long POLL_MILLIS = 20;

  private final Map<String, String> environment = new TreeMap<>();
  private final ServiceLaunch launch;
  private final Path log;
  private final int httpPort;
  private final int managementPort;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
  private @Nullable Process process;

  /**
   * A service that has not been started.
   *
   * @param launch what is run, and how
   * @param dataFolder its data folder
   * @param settings more of its environment
   * @param log where its output goes, appended
   */
  public ServiceProcess(
      ServiceLaunch launch, Path dataFolder, Map<String, String> settings, Path log)
      throws IOException {
    this.launch = launch;
    this.log = log;
    this.httpPort = freePort();
    this.managementPort = freePort();
    environment.put("SIGNALCOHERENCE_HTTP_PORT", Integer.toString(httpPort));
    environment.put("SIGNALCOHERENCE_MANAGEMENT_PORT", Integer.toString(managementPort));
    environment.put("SIGNALCOHERENCE_DATA_FOLDER", dataFolder.toString());
    // What is kept is asked for anew each time, so that a score is of the moment.
    environment.put("SIGNALCOHERENCE_CACHE_FRESHNESS", "0s");
    environment.putAll(settings);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Where its API listens. */
  public URI base() {
    return URI.create("http://127.0.0.1:" + httpPort);
  }

  /** Where it tells of its health. */
  public URI management() {
    return URI.create("http://127.0.0.1:" + managementPort);
  }

  /** Starts the process; it is not ready yet. */
  public void start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(launch.command());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    process = builder.start();
  }

  /** Waits until the service says that it is ready; false if it has ended or the time is over. */
  public boolean awaitReady(Duration limit) throws InterruptedException {
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
    URI ready = management().resolve("/readyz");
    HttpRequest request =
        HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).GET().build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the process runs. */
  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Its process id; -1 if it has not been started. */
  public long pid() {
    return process == null ? -1 : process.pid();
  }

  /** SIGKILL; returns when the process is gone. What it had started lives on. */
  public void kill() throws InterruptedException {
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
