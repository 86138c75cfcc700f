package io.signalcoherence.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.launcher.wiring.Assembly;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A whole service on an embedded PostgreSQL, with callers that do all that callers do. */
final class BusyService implements AutoCloseable {

  private static final String SIGNALS = "/v1/coherence/signals";
  private static final Pattern WHEREABOUTS =
      Pattern.compile("(http://[^ ]+) \\(management http://([^)]+)\\), ledger .*");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Instant start = Instant.now();
  private final Assembly service;
  private final String api;
  private final String management;
  private int rounds;

  private BusyService(Assembly service) {
    this.service = service;
    Matcher found = WHEREABOUTS.matcher(service.whereabouts());
    assertThat(found.matches()).as(service.whereabouts()).isTrue();
    this.api = found.group(1);
    this.management = found.group(2);
  }

  static BusyService start(Path folder) {
    Map<String, String> environment = Map.of("SIGNALCOHERENCE_DATA_FOLDER", folder.toString());
    return new BusyService(
        Assembly.service(Configuration.load(Optional.empty(), environment).orElseFreePorts()));
  }

  /** Host and port that tell health and metrics. */
  String management() {
    return management;
  }

  /**
   * One signal of each outcome that a caller can bring about, and one answer of each kind of read.
   */
  void round() throws IOException, InterruptedException {
    rounds++;
    String id = String.valueOf(rounds);
    assertThat(post(signal(id, start, "0.5"))).isEqualTo(201);
    assertThat(post(signal(id, start, "0.5"))).isEqualTo(200);
    assertThat(post(signal(id, start, "0.25"))).isEqualTo(409);
    assertThat(post(signal(id, start.plus(Duration.ofHours(1)), "0.5"))).isEqualTo(422);
    assertThat(post("{")).isEqualTo(400);
    String tenant = "/v1/coherence/tenants/busy";
    assertThat(get(tenant)).isEqualTo(200);
    assertThat(get(SIGNALS + "/lookup?tenant_id=busy&source=s&signal_id=" + id + "&ts=" + start))
        .isEqualTo(200);
    assertThat(get("/v1/coherence/tenants/nobody")).isEqualTo(404);
  }

  private static String signal(String id, Instant time, String value) {
    return """
    {"tenant_id":"busy","source":"s","signal_id":"%s","ts":"%s","type":"t","value":%s}\
    """
        .formatted(id, time, value);
  }

  private int post(String body) throws IOException, InterruptedException {
    return status(
        HttpRequest.newBuilder(URI.create(api + SIGNALS))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private int get(String path) throws IOException, InterruptedException {
    return status(HttpRequest.newBuilder(URI.create(api + path)));
  }

  private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Override
  public void close() {
    service.close();
  }
}
