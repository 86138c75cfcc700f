package io.signalcoherence.launcher.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalcoherence.adapter.redis.local.LocalRedis;
import io.signalcoherence.adapter.redis.local.LocalRedisConfig;
import io.signalcoherence.launcher.config.Configuration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose Redis goes away and comes back, by its surface. */
final class DegradedServiceTest {

  private static final Pattern WHEREABOUTS =
      Pattern.compile("(http://[^ ]+) \\(management (http://[^)]+)\\), ledger .*");

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void withoutItsRedisItIsReadyDegradedAndReadsGoOn() throws Exception {
    try (LocalRedis redis = LocalRedis.start(LocalRedisConfig.temporary());
        Assembly service = Assembly.service(configuration(redis))) {
      Matcher found = WHEREABOUTS.matcher(service.whereabouts());
      assertThat(found.matches()).isTrue();
      String management = found.group(2);
      String read = storeOne(found.group(1));
      for (int i = 0; i < 10; i++) {
        assertThat(json(read).get("sample_size").asInt()).isEqualTo(1);
      }
      assertThat(get(management + "/metrics").body())
          .containsPattern("reads_served_total\\{source=\"local\"} [1-9]")
          .contains("service_component_ok{component=\"redis\"} 1.0");

      redis.kill();
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(get(management + "/metrics").body())
                      .contains("service_component_ok{component=\"redis\"} 0.0")
                      .contains("cache_shared_away 1.0")
                      .contains("service_ready 1.0"));
      HttpResponse<String> ready = get(management + "/readyz");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body()).contains("redis").contains("degraded");
      assertThat(json(read).get("sample_size").asInt()).isEqualTo(1);

      redis.restart();
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(get(management + "/readyz").body()).doesNotContain("degraded"));
    }
  }

  /** Stores one signal; where its tenant's score is read. */
  private String storeOne(String api) throws IOException, InterruptedException {
    String now = Instant.now().truncatedTo(ChronoUnit.MINUTES).toString();
    post(
        api + "/v1/coherence/signals",
        """
        {"tenant_id":"acme","source":"s","signal_id":"1","ts":"%s","type":"t","value":0.5}\
        """
            .formatted(now));
    return api + "/v1/coherence/tenants/acme?asOf=" + now;
  }

  private Configuration configuration(LocalRedis redis) {
    return Configuration.load(
            Optional.empty(),
            Map.of(
                "SIGNALCOHERENCE_DATA_FOLDER", folder.resolve("data").toString(),
                "SIGNALCOHERENCE_REDIS_URL", redis.url(),
                "SIGNALCOHERENCE_REDIS_PASSWORD", redis.password()))
        .orElseFreePorts();
  }

  private void post(String uri, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(201);
  }

  private JsonNode json(String uri) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(get(uri).body());
  }

  private HttpResponse<String> get(String uri) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
