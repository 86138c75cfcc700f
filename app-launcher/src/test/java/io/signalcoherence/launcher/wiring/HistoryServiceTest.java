package io.signalcoherence.launcher.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalcoherence.adapter.http.HttpAddress;
import io.signalcoherence.adapter.http.HttpConfig;
import io.signalcoherence.adapter.http.HttpPorts;
import io.signalcoherence.adapter.http.HttpServer;
import io.signalcoherence.core.SignalCoherence;
import io.signalcoherence.core.memory.MemoryLedger;
import io.signalcoherence.ports.in.MetricsPage;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.out.RequestObserver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Histories over HTTP, from the engine on a ledger in memory. */
final class HistoryServiceTest {

  private static final Instant NOW = Instant.parse("2025-06-01T12:34:56Z");
  private static final int SIGNALS = 60;
  private static final String TENANT = "/v1/coherence/tenants/acme";
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final HttpClient client = HttpClient.newHttpClient();
  private SignalCoherence engine;
  private HttpServer server;

  @BeforeEach
  void start() {
    InstantSource clock = InstantSource.fixed(NOW);
    Organisation organisation = new Organisation("local");
    engine = SignalCoherence.builder(MemoryLedger.create(clock).ports()).clock(clock).build();
    engine
        .tenants()
        .register(
            new Tenant(
                new TenantId("acme"),
                organisation,
                new Residency(new Cell("local"), Set.of(new Region("local"))),
                TenantState.ACTIVE,
                TenantSettings.STANDARD));
    HttpAddress free = new HttpAddress("127.0.0.1", 0);
    server =
        HttpServer.start(
            HttpConfig.STANDARD.withAddresses(free, free),
            new HttpPorts(
                new HttpPorts.Signals(engine.ingest(), engine.lookUps()),
                new HttpPorts.Reads(engine.scores(), engine.histories(), engine.explorations()),
                new HttpPorts.Management(
                    engine.health(), accept -> new MetricsPage.Page("text/plain", "")),
                RequestObserver.NONE,
                new Principal("tester", organisation)));
  }

  @AfterEach
  void stop() {
    server.close();
    engine.close();
  }

  @Test
  void everyPointIsTheScoreAskedForAlone() throws Exception {
    String token = send();

    JsonNode history =
        told("?from=2025-05-30T00:00:07Z&to=2025-06-01T13:00:00Z&step=PT37M&atLeast=" + token);

    assertThat(history.get("points")).hasSize(99);
    assertThat(history.get("points"))
        .anyMatch(point -> point.get("score").isNull())
        .anyMatch(point -> point.get("sample_size").asInt() > SIGNALS / 2);
    for (JsonNode point : history.get("points")) {
      ObjectNode alone = (ObjectNode) told(get(TENANT + "?asOf=" + point.get("as_of").asText()));
      assertThat(alone.get("snapshot")).isEqualTo(history.get("snapshot"));
      assertThat(alone.at("/freshness/computed_at"))
          .isEqualTo(history.at("/freshness/computed_at"));
      assertThat(alone.at("/freshness/stale")).isEqualTo(history.at("/freshness/stale"));
      assertThat(alone.get("model_version")).isEqualTo(history.get("model_version"));
      JsonNode score =
          alone.without(
              Set.of(
                  "tenant_id", "snapshot", "freshness", "model_version", "window", "explanation"));
      assertThat(score).isEqualTo(point);
    }
  }

  @Test
  void whatIsNotSaidIsTheLastDayByTheHour() throws Exception {
    JsonNode history = told("");

    assertThat(history.get("from").asText()).isEqualTo("2025-05-31T12:34:56Z");
    assertThat(history.get("to").asText()).isEqualTo("2025-06-01T12:34:56Z");
    assertThat(history.get("step").asText()).isEqualTo("PT1H");
    assertThat(history.get("points")).hasSize(25);
    assertThat(told("?to=2025-06-01T00:00:00Z").get("from").asText())
        .isEqualTo("2025-05-31T00:00:00Z");
  }

  @Test
  void morePointsThanTheLimitAreRefusedAndTheLimitIsNot() throws Exception {
    String from = "?step=PT1M&from=2025-05-30T00:00:00Z&to=2025-05-30T16:";

    assertThat(told(from + "39:00Z").get("points")).hasSize(1_000);
    HttpResponse<String> refused = get(TENANT + "/history" + from + "40:00Z");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(MAPPER.readTree(refused.body()).get("detail").asText())
        .isEqualTo("step: makes 1001 points (expected: at most 1000)");
  }

  @Test
  void unknownTenantAndWhatIsNoLongerKeptAreToldAsForAScore() throws Exception {
    assertThat(get("/v1/coherence/tenants/nobody/history").statusCode()).isEqualTo(404);

    HttpResponse<String> alone = get(TENANT + "?asOf=2001-01-01T00:00:00Z");
    HttpResponse<String> history =
        get(TENANT + "/history?from=2001-01-01T00:00:00Z&to=2001-01-01T00:00:00Z");
    assertThat(history.statusCode()).isEqualTo(410).isEqualTo(alone.statusCode());
    assertThat(MAPPER.readTree(history.body()).get("earliest"))
        .isEqualTo(MAPPER.readTree(alone.body()).get("earliest"));
  }

  /** Sends signals of 37 h and returns the token of the last. */
  private String send() throws IOException, InterruptedException {
    String body =
        IntStream.range(0, SIGNALS)
            .mapToObj(
                i ->
                    """
                    {"tenant_id":"acme","source":"s%d","signal_id":"%d","ts":"%s","type":"t",\
                    "value":0.%d,"weight":1.%d}\
                    """
                        .formatted(
                            i % 3, i, NOW.minus(Duration.ofMinutes(37L * i)), 100 + i * 7_919, i))
            .collect(Collectors.joining(",", "[", "]"));
    HttpResponse<String> answer =
        client.send(
            request("/v1/coherence/signals")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(207);
    assertThat(MAPPER.readTree(answer.body()).findValuesAsText("token")).hasSize(SIGNALS);
    return MAPPER.readTree(answer.body()).findValuesAsText("token").get(SIGNALS - 1);
  }

  private JsonNode told(String query) throws IOException, InterruptedException {
    return told(get(TENANT + "/history" + query));
  }

  private static JsonNode told(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return MAPPER.readTree(answer.body());
  }

  private HttpResponse<String> get(String target) throws IOException, InterruptedException {
    return client.send(request(target).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.apiAddress().getPort() + target));
  }
}
