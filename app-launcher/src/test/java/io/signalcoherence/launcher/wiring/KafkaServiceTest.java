package io.signalcoherence.launcher.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalcoherence.adapter.kafka.DeadLetter;
import io.signalcoherence.adapter.kafka.DeadLetterDesk;
import io.signalcoherence.adapter.kafka.KafkaAdapter;
import io.signalcoherence.adapter.kafka.KafkaConfig;
import io.signalcoherence.adapter.kafka.SignalPublisher;
import io.signalcoherence.adapter.kafka.local.LocalKafka;
import io.signalcoherence.adapter.kafka.local.LocalKafkaConfig;
import io.signalcoherence.adapter.kafka.local.LocalKafkaProgram;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.ports.model.TenantId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service with a real broker and a real PostgreSQL: both doors, one key space. */
final class KafkaServiceTest {

  private static final Pattern WHEREABOUTS =
      Pattern.compile("(http://[^ ]+) \\(management (http://[^)]+)\\), ledger .*");
  private static final String CLASS_PATH = "signalcoherence.kafka.server.classpath";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private static Path folder;
  private static LocalKafka kafka;
  private static KafkaConfig config;
  private static Assembly service;
  private static String api;
  private static String management;
  private static SignalPublisher publisher;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Instant ts = Instant.now().truncatedTo(ChronoUnit.MINUTES);

  @BeforeAll
  static void start() {
    LocalKafkaProgram program = LocalKafkaProgram.of(Path.of(System.getProperty(CLASS_PATH)));
    kafka = LocalKafka.start(LocalKafkaConfig.durable(program, folder.resolve("kafka")));
    Configuration configuration =
        Configuration.load(
                Optional.empty(),
                Map.of(
                    "SIGNALCOHERENCE_DATA_FOLDER",
                    folder.resolve("data").toString(),
                    "SIGNALCOHERENCE_KAFKA_BOOTSTRAP_SERVERS",
                    kafka.bootstrapServers()))
            .orElseFreePorts();
    config = configuration.kafka().orElseThrow();
    KafkaAdapter.makeTopics(config.connection(), config.topics(), config.deadlines(), 4);
    service = Assembly.service(configuration);
    Matcher found = WHEREABOUTS.matcher(service.whereabouts());
    assertThat(found.matches()).isTrue();
    api = found.group(1);
    management = found.group(2);
    publisher = KafkaAdapter.publisher(config.connection(), config.topics(), config.deadlines());
  }

  @AfterAll
  static void stop() {
    if (publisher != null) {
      publisher.close();
    }
    if (service != null) {
      service.close();
    }
    kafka.close();
  }

  @Test
  void sameSignalsByBothDoorsInEveryFormCountOnce() throws Exception {
    int signals = 300;
    List<CompletableFuture<Void>> sends = new ArrayList<>();
    for (int id = 0; id < signals; id++) {
      sends.add(publish("mixed", plain("mixed", id, "0.5")));
      sends.add(
          publisher
              .sendEvent(new TenantId("mixed"), bytes(event("mixed", id, "0.50")))
              .toCompletableFuture());
      if (id % 3 == 0) {
        assertThat(post(plain("mixed", id, "5e-1"))).isIn(200, 201);
      }
    }
    CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

    soon().untilAsserted(() -> assertThat(lag()).contains("ingest_backlog{place=\"kafka\"} 0.0"));

    assertThat(sampleSize("mixed")).isEqualTo(signals);
    assertThat(letters("mixed")).isEmpty();
    assertThat(get(management + "/metrics"))
        .containsPattern("ingest_receipts_total\\{channel=\"kafka\",outcome=\"duplicate\"")
        .containsPattern("kafka_records_read_total [1-9]")
        .contains("kafka_door{state=\"connected\"} 1.0");
  }

  @Test
  void whatKafkaBringsAndCannotBeCountedIsPutAsideWithItsReason() throws Exception {
    publish("bad", plain("bad", 1, "0.5")).get(20, TimeUnit.SECONDS);
    publish("bad", plain("bad", 1, "0.6")).get(20, TimeUnit.SECONDS);
    publish("bad", plain("other", 2, "0.5")).get(20, TimeUnit.SECONDS);
    publish("bad", plain("bad", 3, "1.5")).get(20, TimeUnit.SECONDS);
    publish("bad", "{\"tenant_id\":\"bad\"").get(20, TimeUnit.SECONDS);

    soon().untilAsserted(() -> assertThat(letters("bad")).hasSize(4));

    assertThat(letters("bad"))
        .extracting(DeadLetter::reason)
        .containsExactlyInAnyOrder("conflict", "malformed", "invalid", "malformed");
    assertThat(sampleSize("bad")).isEqualTo(1);
    assertThat(get(management + "/metrics"))
        .containsPattern("kafka_dead_letters_total\\{reason=\"conflict\"} [1-9]");
  }

  @Test
  void httpGoesOnWhileKafkaIsDownAndWhatWasSentComesAfterwards() throws Exception {
    publish("outage", plain("outage", 1, "0.5")).get(20, TimeUnit.SECONDS);
    soon().until(() -> sampleSize("outage") == 1);
    kafka.stop();
    try {
      soon()
          .untilAsserted(() -> assertThat(lag()).contains("kafka_door{state=\"unreachable\"} 1.0"));
      assertThat(post(plain("outage", 2, "0.5"))).isEqualTo(201);
      HttpResponse<String> ready = client.send(request(management + "/readyz"), text());
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body()).contains("{\"name\":\"kafka\",\"ok\":false,\"detail\":\"degraded:");
      assertThat(lag()).doesNotContain("ingest_backlog{place=\"kafka\"}");
    } finally {
      kafka.restart();
    }

    publish("outage", plain("outage", 3, "0.5")).get(20, TimeUnit.SECONDS);
    soon().until(() -> sampleSize("outage") == 3);
  }

  private static CompletableFuture<Void> publish(String tenant, String document) {
    return publisher.send(new TenantId(tenant), bytes(document)).toCompletableFuture();
  }

  private static List<DeadLetter> letters(String tenant) {
    List<DeadLetter> letters = new ArrayList<>();
    KafkaAdapter.deadLetters(
            config.connection(), config.topics(), config.binding().group(), config.deadlines())
        .list(
            new DeadLetterDesk.Selection(Optional.empty(), Optional.empty(), Optional.of(tenant)),
            letters::add);
    return letters;
  }

  private String plain(String tenant, int id, String value) {
    return """
    {"tenant_id":"%s","source":"/s","signal_id":"%d","ts":"%s","type":"t","value":%s}\
    """
        .formatted(tenant, id, ts, value);
  }

  private String event(String tenant, int id, String value) {
    return """
    {"specversion":"1.0","tenantid":"%s","source":"/s","id":"%d","time":"%s","type":"t","data":{"value":%s}}\
    """
        .formatted(tenant, id, ts, value);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String lag() throws Exception {
    return get(management + "/metrics");
  }

  private long sampleSize(String tenant) throws Exception {
    JsonNode score = MAPPER.readTree(get(api + "/v1/coherence/tenants/" + tenant));
    return score.path("sample_size").asLong();
  }

  private int post(String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api + "/v1/coherence/signals"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, text()).statusCode();
  }

  private String get(String uri) throws Exception {
    return client.send(request(uri), text()).body();
  }

  private static HttpRequest request(String uri) {
    return HttpRequest.newBuilder(URI.create(uri)).build();
  }

  private static HttpResponse.BodyHandler<String> text() {
    return HttpResponse.BodyHandlers.ofString();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
  }
}
