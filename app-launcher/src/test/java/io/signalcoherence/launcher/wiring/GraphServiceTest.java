package io.signalcoherence.launcher.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalcoherence.adapter.http.description.Answered;
import io.signalcoherence.adapter.http.description.ApiDocument;
import io.signalcoherence.adapter.http.description.Description;
import io.signalcoherence.adapter.neo4j.Neo4jConfig;
import io.signalcoherence.adapter.neo4j.Neo4jConfig.Deadlines;
import io.signalcoherence.adapter.neo4j.Neo4jConfig.Login;
import io.signalcoherence.adapter.neo4j.Neo4jGraph;
import io.signalcoherence.adapter.neo4j.local.LocalNeo4j;
import io.signalcoherence.adapter.neo4j.local.LocalNeo4jConfig;
import io.signalcoherence.adapter.neo4j.local.LocalNeo4jConfig.Program;
import io.signalcoherence.adapter.neo4j.local.LocalNeo4jException;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.ProjectedSignal;
import io.signalcoherence.ports.model.SignalsTally;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.LedgerReader;
import io.signalcoherence.ports.out.LedgerReader.LedgerPage;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** A whole service whose ledger is followed into a real Neo4j, which is killed now and then. */
final class GraphServiceTest {

  private static final Pattern WHEREABOUTS =
      Pattern.compile("(http://[^ ]+) \\(management (http://[^)]+)\\), ledger .*");
  private static final TenantId TENANT = new TenantId("followed");
  private static final int BATCH = 40;
  private static final Description DESCRIPTION = new Description(ApiDocument.STANDARD);

  @TempDir private static Path folder;
  private static LocalNeo4j neo4j;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String now = Instant.now().truncatedTo(ChronoUnit.MINUTES).toString();
  private int sent;

  @BeforeAll
  static void start() throws IOException {
    String classPath =
        Files.readString(Path.of(System.getProperty("signalcoherence.neo4j.classpath")));
    Program program =
        Program.of(
            Stream.of(classPath.strip().split(File.pathSeparator, -1)).map(Path::of).toList());
    try {
      neo4j = LocalNeo4j.start(LocalNeo4jConfig.temporary(program));
    } catch (LocalNeo4jException e) {
      if (e.reason() == LocalNeo4jException.Reason.JAVA_UNSUPPORTED) {
        throw new TestAbortedException("skipped: Neo4j: " + e.getMessage());
      }
      throw e;
    }
  }

  @AfterAll
  static void stop() {
    if (neo4j != null) {
      neo4j.close();
    }
  }

  @Test
  @Tag("long")
  void whatIsCountedComesIntoTheGraphOnceHoweverOftenNeo4jOrTheServiceEnds() throws Exception {
    try (Neo4jGraph graph = Neo4jGraph.open(config())) {
      try (Assembly service = service()) {
        send(service);
        awaitGraphEqualsLedger(service, graph);
        for (int kill = 0; kill < 2; kill++) {
          neo4j.kill();
          send(service);
          awaitMetric(service, "graph_lag_seconds ([2-9]|[1-9][0-9])\\.");
          assertThat(metrics(service)).containsPattern("graph_failures_total\\{.*} [1-9]");
          send(service);
          neo4j.restart();
          awaitGraphEqualsLedger(service, graph);
        }
        awaitMetric(service, "graph_lag_seconds [01]\\.");
        awaitMetric(service, "service_component_ok\\{component=\"neo4j\"} 1");
        send(service);
      }
      try (Assembly service = service()) {
        send(service);
        awaitGraphEqualsLedger(service, graph);
      }
    }
  }

  @Test
  void whoDisagreesAndWhatAnAdmissionTouchedIsAskedOverHttpAndSaysWhenTheGraphIsAway()
      throws Exception {
    try (Assembly service = service()) {
      String tenant = address(service, 1) + "/v1/coherence/tenants/explored";
      String dissent = tenant + "/dissent?threshold=0.5&asOf=" + now;
      JsonNode receipts = told(post(service, explored())).get("receipts");
      String wild = receipts.get(2).get("provenance_id").asText();
      String trail = tenant + "/trail?most=1&provenance_id=" + wild;
      String atLeast = "?asOf=" + now + "&atLeast=" + receipts.get(2).get("token").asText();

      // there are others beyond the one that is named: all three have come
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(get(trail).body()).contains("\"more\":true"));
      JsonNode touched = wholeTrail(trail);
      JsonNode whole = wholeDissent(dissent);
      JsonNode score = lasting(told(get(tenant + atLeast)));

      neo4j.kill();
      try {
        assertTrailIsAway(trail);
        JsonNode partial = told(get(dissent));
        assertThat(partial.at("/basis/source").asText()).isEqualTo("ledger");
        assertThat(partial.at("/basis/partial").asBoolean()).isTrue();
        assertThat(withoutSince(partial)).isEqualTo(withoutSince(whole));
        assertThat(lasting(told(get(tenant + atLeast)))).isEqualTo(score);
      } finally {
        neo4j.restart();
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                assertThat(told(get(dissent)).get("dissents")).isEqualTo(whole.get("dissents"));
                assertThat(told(get(trail)).get("others")).isEqualTo(touched.get("others"));
              });
    }
  }

  private JsonNode wholeTrail(String uri) throws IOException, InterruptedException {
    JsonNode touched = told(get(uri));
    assertThat(touched.at("/signal/source").asText()).isEqualTo("wild");
    assertThat(touched.at("/request/channel").asText()).isEqualTo("http");
    assertThat(touched.at("/counted/from").asText()).isEqualTo(now);
    assertThat(touched.at("/others/0/signal_id").asText()).isEqualTo("0");
    assertThat(touched.get("others")).hasSize(1);
    return touched;
  }

  private JsonNode wholeDissent(String uri) throws IOException, InterruptedException {
    JsonNode whole = told(get(uri));
    assertThat(whole.at("/basis/source").asText()).isEqualTo("graph");
    assertThat(whole.get("dissents").findValuesAsText("source")).containsExactly("calm", "wild");
    assertThat(whole.get("dissents").findValuesAsText("since")).containsExactly(now, now);
    return whole;
  }

  private void assertTrailIsAway(String uri) throws IOException, InterruptedException {
    HttpResponse<String> away = get(uri);
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("retry-after")).isPresent();
    assertThat(told(away).get("code").asText()).startsWith("graph-").isNotEqualTo("graph-missing");
  }

  /** Two signals of a calm source and one of a wild one, in one request. */
  private String explored() {
    String form =
        """
        {"tenant_id":"explored","source":"%s","signal_id":"%d","ts":"%s","type":"t","value":%s}\
        """;
    return Stream.of(
            form.formatted("calm", 0, now, "0.9"),
            form.formatted("calm", 1, now, "0.9"),
            form.formatted("wild", 2, now, "0.1"))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** The body, after its answer was held to the description of the surface. */
  private static JsonNode told(HttpResponse<String> answer) throws IOException {
    Map<String, String> headers =
        answer.headers().map().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> header.getValue().get(0)));
    Answered answered = new Answered(answer.statusCode(), headers, Optional.of(answer.body()));
    String method = answer.request().method();
    assertThat(DESCRIPTION.faults(method, answer.uri().getRawPath(), answered)).isEmpty();
    return ApiDocument.MAPPER.readTree(answer.body());
  }

  /** What a score says, without when it was read. */
  private static JsonNode lasting(JsonNode score) {
    return ((ObjectNode) score).without(Set.of("snapshot", "freshness"));
  }

  private static JsonNode withoutSince(JsonNode dissent) {
    ArrayNode without = ((ArrayNode) dissent.get("dissents")).deepCopy();
    without.forEach(source -> ((ObjectNode) source).remove("since"));
    return without;
  }

  @Test
  void serviceStartsAndCountsWithoutItsGraph() throws Exception {
    Map<String, String> environment =
        Map.of(
            "SIGNALCOHERENCE_DATA_FOLDER",
            folder.resolve("alone").toString(),
            "SIGNALCOHERENCE_NEO4J_URI",
            "bolt://127.0.0.1:9");
    try (Assembly service =
        Assembly.service(Configuration.load(Optional.empty(), environment).orElseFreePorts())) {
      send(service);
      awaitMetric(service, "graph_failures_total\\{error_code=\"graph-unavailable\"} [1-9]");
      HttpResponse<String> ready = get(address(service, 2) + "/readyz");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body()).contains("{\"name\":\"neo4j\",\"ok\":false,\"detail\":\"degraded:");
    }
  }

  private static Assembly service() {
    Map<String, String> environment =
        Map.of(
            "SIGNALCOHERENCE_DATA_FOLDER", folder.resolve("data").toString(),
            "SIGNALCOHERENCE_NEO4J_URI", neo4j.access().uri().toString(),
            "SIGNALCOHERENCE_NEO4J_PASSWORD", neo4j.access().password(),
            "SIGNALCOHERENCE_GRAPH_BATCH_SIZE", "25",
            "SIGNALCOHERENCE_GRAPH_LONGEST_BACK_OFF", "500ms");
    return Assembly.service(Configuration.load(Optional.empty(), environment).orElseFreePorts());
  }

  private static Neo4jConfig config() {
    return new Neo4jConfig(
        neo4j.access().uri(),
        new Login(neo4j.access().user(), neo4j.access().password()),
        Neo4jConfig.STANDARD_DATABASE,
        Neo4jConfig.STANDARD_CONNECTIONS,
        Deadlines.STANDARD);
  }

  /** One request of many signals, each new, which the service must take whatever the graph does. */
  private void send(Assembly service) throws IOException, InterruptedException {
    String signals =
        IntStream.range(0, BATCH)
            .mapToObj(
                i ->
                    """
                    {"tenant_id":"%s","source":"s%d","signal_id":"%d","ts":"%s","type":"t","value":0.5}\
                    """
                        .formatted(TENANT, i % 3, sent++, now))
            .collect(Collectors.joining(",", "[", "]"));
    HttpResponse<String> answer = post(service, signals);
    assertThat(answer.statusCode()).isEqualTo(207);
    assertThat(Pattern.compile("\"accepted\"").matcher(answer.body()).results()).hasSize(BATCH);
  }

  private HttpResponse<String> post(Assembly service, String signals)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(address(service, 1) + "/v1/coherence/signals"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(signals))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void awaitGraphEqualsLedger(Assembly service, Neo4jGraph graph) {
    SignalsTally expected = ledger(service.ledger().reader());
    assertThat(expected.signals()).isEqualTo(sent);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(graph.ports().projection().tally(TENANT)).isEqualTo(expected));
  }

  private static SignalsTally ledger(LedgerReader reader) {
    SignalsTally tally = SignalsTally.NONE;
    Cursor at = reader.beginning();
    LedgerPage.Records page;
    do {
      page = (LedgerPage.Records) reader.readAfter(at, new Grant.EveryTenant(), 100);
      at = page.next();
      for (var record : page.records()) {
        if (record.signal().key().tenant().equals(TENANT)) {
          tally = tally.plus(ProjectedSignal.of(record));
        }
      }
    } while (!page.atHorizon());
    return tally;
  }

  private void awaitMetric(Assembly service, String pattern) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(metrics(service)).containsPattern(pattern));
  }

  private String metrics(Assembly service) throws IOException, InterruptedException {
    return get(address(service, 2) + "/metrics").body();
  }

  private HttpResponse<String> get(String uri) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String address(Assembly service, int which) {
    Matcher found = WHEREABOUTS.matcher(service.whereabouts());
    assertThat(found.matches()).isTrue();
    return found.group(which);
  }
}
