package io.signalcoherence.launcher.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A Prometheus of its own process with the configuration and rules that are delivered, but for the
 * target's address and a second in place of each interval.
 */
final class RunningPrometheus implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String CONFIGURATION = "prometheus.yml";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final String api;

  private RunningPrometheus(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.api = "http://127.0.0.1:" + port + "/api/v1/";
  }

  /** Starts one that keeps its data in a folder and scrapes the address; it may not answer yet. */
  static RunningPrometheus start(Tool prometheus, Path folder, String target) throws IOException {
    Files.createDirectories(folder);
    Files.copy(Rule.FOLDER.resolve(Rule.FILE), folder.resolve(Rule.FILE));
    Files.writeString(
        folder.resolve(CONFIGURATION),
        Files.readString(Rule.FOLDER.resolve(CONFIGURATION))
            .replace("127.0.0.1:8081", target)
            .replace("_interval: 15s", "_interval: 1s"));
    int port = freePort();
    Path log = folder.resolve("prometheus.log");
    Process process =
        prometheus.start(
            folder,
            log,
            "--config.file=" + CONFIGURATION,
            "--storage.tsdb.path=data",
            "--web.listen-address=127.0.0.1:" + port);
    return new RunningPrometheus(process, log, port);
  }

  /** Whether a query has a number among its values. */
  boolean hasData(String query) {
    JsonNode data = ask("query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    return Rule.elements(data.path("result"))
        .map(series -> series.path("value").path(1).asText())
        .anyMatch(value -> !value.isEmpty() && !value.equals("NaN"));
  }

  /** The rules as it evaluated them last. */
  JsonNode rules() {
    return ask("rules").path("groups");
  }

  private JsonNode ask(String what) {
    try {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(api + what)).build(),
              HttpResponse.BodyHandlers.ofString());
      JsonNode said = MAPPER.readTree(answer.body());
      if (!said.path("status").asText().equals("success")) {
        throw new AssertionError(what + ": " + answer.body());
      }
      return said.path("data");
    } catch (IOException e) {
      throw new AssertionError(what + ": " + e + "; it wrote: " + written(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String written() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
