package io.signalcoherence.launcher.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.signalcoherence.launcher.config.Configuration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events of CloudEvents' own SDKs, over HTTP, into the ledger in a real PostgreSQL. */
final class CloudEventsServiceTest {

  private static final String SIGNALS = "/v1/coherence/signals";
  private static final Pattern WHEREABOUTS = Pattern.compile("(http://[^ ]+) .*");
  private static final Pattern CURL =
      Pattern.compile("^curl http://127\\.0\\.0\\.1:8080[^ ]+(.*) -d '(.+)'$", Pattern.MULTILINE);
  private static final Pattern HEADER = Pattern.compile("-H '([^:]+): ([^']+)'");
  private static final Path NODE_PROJECT = Path.of("../perf/cloudevents").toAbsolutePath();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private static Path folder;
  private static Assembly service;
  private static String api;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    Map<String, String> environment =
        Map.of("SIGNALCOHERENCE_DATA_FOLDER", folder.resolve("data").toString());
    service = Assembly.service(Configuration.load(Optional.empty(), environment).orElseFreePorts());
    Matcher found = WHEREABOUTS.matcher(service.whereabouts());
    assertThat(found.matches()).isTrue();
    api = found.group(1);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource({
    "whole, i, 1, 1.0, 1e0",
    "digits, i, 0.12345678949999999999999999999999, 0.123456789, 123456789e-9",
    "unicode, héllo € 😀 %41, 0.5, 5e-1, 0.50",
    "nothing, i, 0, -0.0, 0e10"
  })
  void oneSignalInEveryModeCountsOnce(
      String tenant, String id, String first, String second, String third) throws Exception {
    OffsetDateTime time =
        now.minusSeconds(1).plusNanos(123_456_789).atOffset(ZoneOffset.ofHoursMinutes(5, 45));
    CloudEvent event = event(tenant, id, time, first);
    String again = json(event(tenant, id, time.withOffsetSameInstant(ZoneOffset.UTC), second));
    String plain =
        "{\"tenant_id\":\"%s\",\"source\":\"/probe\",\"signal_id\":\"%s\",\"ts\":\"%s\",\"type\":\"t\",\"value\":%s}"
            .formatted(tenant, id, time, third);

    List<String> statuses = new ArrayList<>();
    statuses.addAll(structured(event));
    statuses.addAll(binary(event));
    statuses.addAll(
        post(
            Map.of("content-type", "application/cloudevents-batch+json"),
            "[" + again + "," + json(event) + "]"));
    statuses.addAll(post(Map.of("content-type", "application/json"), plain));

    assertThat(statuses)
        .containsExactly("accepted", "duplicate", "duplicate", "duplicate", "duplicate");
    assertThat(sampleSize(tenant)).isEqualTo(1);
  }

  @Test
  void badEventsOfABatchHarmNoOther() throws Exception {
    OffsetDateTime time = now.atOffset(ZoneOffset.UTC);
    String good = json(event("mixed", "1", time, "0.5"));
    String batch =
        "[%s,%s,7,%s,%s]"
            .formatted(
                good,
                good.replace("\"1.0\"", "\"0.3\""),
                good.replace("0.5", "0.6"),
                json(event("mixed", "2", time, "0.5")));

    assertThat(post(Map.of("content-type", "application/cloudevents-batch+json"), batch))
        .containsExactly("accepted", "rejected", "rejected", "conflict", "accepted");
    assertThat(sampleSize("mixed")).isEqualTo(2);
  }

  @Test
  void thePagesRequestsWork() throws Exception {
    String page =
        Files.readString(Path.of("../docs/cloudevents.md"))
            .replace("'$ts''", now + "'")
            .replace("'$ts'", now.toString());
    List<String> statuses = new ArrayList<>();
    for (MatchResult request : CURL.matcher(page).results().toList()) {
      Map<String, String> headers = new java.util.HashMap<>();
      HEADER
          .matcher(request.group(1))
          .results()
          .forEach(header -> headers.put(header.group(1), header.group(2)));
      statuses.addAll(post(headers, request.group(2)));
    }

    assertThat(statuses).containsExactly("accepted", "duplicate", "duplicate", "accepted");
  }

  @Test
  void eventsOfTheJavaScriptSdkCountOnceInEachMode() throws Exception {
    assumeTrue(
        Files.isDirectory(NODE_PROJECT.resolve("node_modules/cloudevents")),
        "missing: perf/cloudevents/node_modules, which .ci/tools installs");
    Process node;
    try {
      node =
          new ProcessBuilder("node", "send.mjs", api, "javascript", now.toString())
              .directory(NODE_PROJECT.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "missing: node, which .ci/tools installs");
      return;
    }
    String told = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(node.waitFor(1, TimeUnit.MINUTES)).isTrue();

    assertThat(told.strip())
        .isEqualTo(
            """
            {"structured":["accepted","accepted","accepted"],\
            "binary":["duplicate","duplicate","duplicate"],\
            "batch":["duplicate","duplicate","duplicate"],\
            "plain":["duplicate","duplicate","duplicate"]}\
            """);
    assertThat(sampleSize("javascript")).isEqualTo(3);
  }

  private static CloudEvent event(String tenant, String id, OffsetDateTime time, String value) {
    return CloudEventBuilder.v1()
        .withId(id)
        .withSource(URI.create("/probe"))
        .withType("t")
        .withTime(time)
        .withExtension("tenantid", tenant)
        .withData("application/json", bytes("{\"value\":" + value + "}"))
        .build();
  }

  private static String json(CloudEvent event) {
    return new String(new JsonFormat().serialize(event), StandardCharsets.UTF_8);
  }

  private List<String> structured(CloudEvent event) throws Exception {
    Message message = new Message();
    HttpMessageFactory.createWriter(message.headers::put, body -> message.body = body)
        .writeStructured(event, new JsonFormat());
    return post(message.headers, new String(message.body, StandardCharsets.UTF_8));
  }

  /** As the SDK writes it, percent-encoded as the binding asks, which the SDK leaves to others. */
  private List<String> binary(CloudEvent event) throws Exception {
    Message message = new Message();
    HttpMessageFactory.createWriter(
            (name, value) -> message.headers.put(name, encoded(value)), body -> message.body = body)
        .writeBinary(event);
    return post(message.headers, new String(message.body, StandardCharsets.UTF_8));
  }

  private static String encoded(String value) {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes(value)) {
      boolean visible = b > ' ' && b < 0x7F && b != '"' && b != '%';
      text.append(visible ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xFF));
    }
    return text.toString();
  }

  private List<String> post(Map<String, String> headers, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api + SIGNALS))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    JsonNode answer =
        MAPPER.readTree(client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    List<String> statuses = new ArrayList<>();
    if (answer.has("receipts")) {
      answer.get("receipts").forEach(receipt -> statuses.add(receipt.get("status").asText()));
    } else {
      statuses.add(answer.has("detail") ? answer.toString() : answer.get("status").asText());
    }
    return statuses;
  }

  private int sampleSize(String tenant) throws Exception {
    URI score =
        URI.create(api + "/v1/coherence/tenants/" + tenant + "?asOf=" + now.plusSeconds(60));
    return MAPPER
        .readTree(
            client
                .send(HttpRequest.newBuilder(score).build(), HttpResponse.BodyHandlers.ofString())
                .body())
        .get("sample_size")
        .asInt();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final class Message {
    private final Map<String, String> headers = new java.util.HashMap<>();
    private byte[] body = new byte[0];
  }
}
