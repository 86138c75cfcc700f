package io.signalcoherence.launcher.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalcoherence.launcher.config.Configuration;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service, on a real embedded PostgreSQL, by its surface. */
final class ServiceTest {

  private static final String SIGNALS = "/v1/coherence/signals";
  private static final Pattern WHEREABOUTS =
      Pattern.compile("(http://[^ ]+) \\(management (http://[^)]+)\\), ledger .*");
  private static final Pattern CURL =
      Pattern.compile(
          "^curl .*?http://127\\.0\\.0\\.1:8080([^\\s\"]+)\"?(?:.* -d '(.+)')?$",
          Pattern.MULTILINE);

  @TempDir private static Path folder;
  private static Assembly service;
  private static String api;
  private static String management;
  private final String now = Instant.now().truncatedTo(ChronoUnit.MINUTES).toString();
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    service = Assembly.service(configuration(Map.of()));
    Matcher found = WHEREABOUTS.matcher(service.whereabouts());
    assertThat(found.matches()).isTrue();
    api = found.group(1);
    management = found.group(2);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aSignalCountsOnceIsScoredBeforeItsAnswerAndCanBeLookedUp() throws Exception {
    String signal = signal("once", "1", "0.25");

    HttpResponse<String> first = post(signal);
    HttpResponse<String> again = post(signal);
    HttpResponse<String> other = post(signal("once", "1", "0.5"));

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(other.statusCode()).isEqualTo(409);
    JsonNode receipt = json(first);
    assertThat(json(again).get("provenance_id")).isEqualTo(receipt.get("provenance_id"));
    JsonNode score =
        json(
            get(
                api
                    + "/v1/coherence/tenants/once?asOf="
                    + now
                    + "&atLeast="
                    + receipt.get("token").asText()));
    assertThat(score.get("score").decimalValue()).isEqualByComparingTo("0.25");
    assertThat(score.get("status").asText()).isEqualTo("CRITICAL");
    assertThat(score.get("sample_size").asInt()).isEqualTo(1);
    HttpResponse<String> lookup =
        get(api + SIGNALS + "/lookup?tenant_id=once&source=s&signal_id=1&ts=" + now);
    assertThat(json(lookup).findValue("provenance_id")).isEqualTo(receipt.get("provenance_id"));
  }

  @Test
  void aToolBesideTheServiceWorksOnTheSameLedger() throws Exception {
    post(signal("beside", "1", "0.5"));
    try (Assembly tool = Assembly.ledgerAlone(configuration(Map.of()))) {
      assertThat(tool.ledger().tenants().list())
          .anySatisfy(tenant -> assertThat(tenant.id().value()).isEqualTo("beside"));
    }
  }

  @Test
  void aSecondServiceOnTheFolderIsToldWhoOwnsIt() {
    assertThatThrownBy(() -> Assembly.service(configuration(Map.of())))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()))
        .hasMessageContaining("jdbc:postgresql://127.0.0.1");
  }

  @Test
  void aTakenPortIsToldByNumberAndLeavesNothingRunning() throws IOException {
    Path other = folder.resolve("other");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> environment =
          Map.of(
              "SIGNALCOHERENCE_DATA_FOLDER", other.toString(),
              "SIGNALCOHERENCE_HTTP_PORT", String.valueOf(taken.getLocalPort()));
      assertThatThrownBy(() -> Assembly.service(configuration(environment)))
          .isInstanceOf(StartException.class)
          .hasMessageContaining(String.valueOf(taken.getLocalPort()));
    }
    Assembly.ledgerAlone(configuration(Map.of("SIGNALCOHERENCE_DATA_FOLDER", other.toString())))
        .close();
  }

  @Test
  void healthAndMetricsTellOfTheWork() throws Exception {
    post(signal("seen", "1", "0.5"));
    post(signal("seen", "1", "0.5"));

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(get(management + "/readyz").statusCode()).isEqualTo(200));
    assertThat(get(management + "/livez").statusCode()).isEqualTo(200);
    assertThat(get(management + "/metrics").body())
        .containsPattern("ingest_dedupe_rate\\{channel=\"http\"} 0\\.[0-9]*[1-9]")
        .contains("ingest_backlog{place=\"queues\"} 0.0")
        .containsPattern("ingest_receipts_total\\{channel=\"http\",outcome=\"duplicate\"")
        .contains("service_ready 1.0");
  }

  @Test
  void theReadmesRequestsWork() throws Exception {
    String readme =
        Files.readString(Path.of("../README.md")).replace("'$ts'", now).replace("$ts", now);
    List<Integer> statuses = new ArrayList<>();
    List<MatchResult> requests = CURL.matcher(readme).results().toList();
    for (MatchResult request : requests) {
      HttpResponse<String> answer =
          request.group(2) == null ? get(api + request.group(1)) : post(request.group(2));
      statuses.add(answer.statusCode());
    }

    assertThat(statuses).containsExactly(201, 200, 200, 200, 200, 200);
  }

  private static Configuration configuration(Map<String, String> more) {
    Map<String, String> environment =
        new HashMap<>(Map.of("SIGNALCOHERENCE_DATA_FOLDER", folder.resolve("data").toString()));
    environment.putAll(more);
    return Configuration.load(Optional.empty(), environment).orElseFreePorts();
  }

  private String signal(String tenant, String id, String value) {
    return """
    {"tenant_id":"%s","source":"s","signal_id":"%s","ts":"%s","type":"t","value":%s}\
    """
        .formatted(tenant, id, now, value);
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(api + SIGNALS))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String uri) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }
}
