package io.signalcoherence.launcher.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalcoherence.adapter.http.description.Answered;
import io.signalcoherence.adapter.http.description.ApiDocument;
import io.signalcoherence.adapter.http.description.Description;
import io.signalcoherence.adapter.http.description.MetaSchema;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.PairLimit;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Retention;
import io.signalcoherence.ports.model.ShareWeight;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Thresholds;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The document that the whole service serves, on a real embedded PostgreSQL: its examples are sent,
 * in their order, and answered by the example of the same name.
 */
final class DescribedExamplesTest {

  /** What no two runs have in common; the schemas hold its form. */
  private static final Set<String> OF_ONE_RUN =
      Set.of("provenance_id", "token", "received_at", "computed_at", "age_ms", "snapshot");

  @TempDir private static Path folder;
  private static Assembly service;
  private static String api;
  private static ApiDocument document;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    try (Assembly tool = Assembly.ledgerAlone(configuration())) {
      tool.ledger().tenants().register(acme());
    }
    service = Assembly.service(configuration());
    api = service.whereabouts().replaceAll(" .*", "");
    document = new ApiDocument(ApiDocument.MAPPER.readTree(get(api + "/openapi.json").body()));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void servedDocumentIsValid() throws Exception {
    JsonNode served = ApiDocument.MAPPER.readTree(get(api + "/openapi.json").body());

    assertThat(MetaSchema.faults(served)).isEmpty();
  }

  @Test
  void everyExampleIsAnsweredByItsOwn() throws Exception {
    SoftAssertions all = new SoftAssertions();
    int sent = 0;
    for (String path : document.members("/paths")) {
      for (String operation : document.members(path)) {
        for (String name : names(operation)) {
          check(all, operation, name, send(path, operation, name));
          sent++;
        }
      }
    }
    all.assertAll();
    assertThat(sent).isGreaterThanOrEqualTo(15);
  }

  @Test
  void managementAnswersWhereTheDocumentSays() throws Exception {
    for (String path : List.of("/livez", "/readyz", "/metrics")) {
      String pointer = "/paths" + ApiDocument.part(path);
      String server = document.at(pointer + "/servers/0/url").asText();
      Answered answer = answered(get(server + path));

      assertThat(new Description(document).faults("GET", path, answer)).as(path).isEmpty();
      assertThat(answer.status()).isEqualTo(200);
    }
  }

  /** The names of an operation's examples, in their order: of bodies, else of parameters. */
  private static Set<String> names(String operation) {
    Set<String> names = new LinkedHashSet<>();
    for (String content : document.members(operation + "/requestBody/content")) {
      document.at(content + "/examples").fieldNames().forEachRemaining(names::add);
    }
    if (names.isEmpty()) {
      for (String parameter : document.members(operation + "/parameters")) {
        document
            .at(document.follow(parameter) + "/examples")
            .fieldNames()
            .forEachRemaining(names::add);
      }
    }
    return names;
  }

  private static HttpResponse<String> send(String path, String operation, String name)
      throws Exception {
    String target = path.substring("/paths/".length()).replace("~1", "/");
    List<String> query = new ArrayList<>();
    HttpRequest.Builder request = HttpRequest.newBuilder();
    for (String member : document.members(operation + "/parameters")) {
      JsonNode parameter = document.at(document.follow(member));
      JsonNode value = parameter.path("examples").path(name).path("value");
      String key = parameter.get("name").asText();
      if (!value.isMissingNode()) {
        switch (parameter.get("in").asText()) {
          case "path" -> target = target.replace("{" + key + "}", encoded(value.asText()));
          case "query" -> query.add(key + "=" + encoded(value.asText()));
          default -> request.header(key, value.asText());
        }
      }
    }
    String asked = query.isEmpty() ? "" : "?" + String.join("&", query);
    request.uri(URI.create(api + target + asked));
    for (String content : document.members(operation + "/requestBody/content")) {
      JsonNode body = document.at(content + "/examples" + ApiDocument.part(name) + "/value");
      if (!body.isMissingNode()) {
        String type = content.substring(content.lastIndexOf('/') + 1).replace("~1", "/");
        String text = body.isTextual() ? body.asText() : body.toString();
        request.header("content-type", type).POST(HttpRequest.BodyPublishers.ofString(text));
      }
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static void check(
      SoftAssertions all, String operation, String name, HttpResponse<String> answer)
      throws Exception {
    String example = operation + " " + name;
    Answered answered = answered(answer);
    String method = answer.request().method();
    String path = answer.uri().getRawPath();
    all.assertThat(new Description(document).faults(method, path, answered)).as(example).isEmpty();
    String response = document.follow(operation + "/responses/" + answer.statusCode());
    List<JsonNode> told =
        document.members(response + "/content").stream()
            .map(content -> document.at(content + "/examples" + ApiDocument.part(name) + "/value"))
            .filter(value -> !value.isMissingNode())
            .toList();
    all.assertThat(told).as(example + " was answered " + answer.statusCode()).hasSize(1);
    JsonNode got = ApiDocument.MAPPER.readTree(answer.body());
    all.assertThat(told.stream().map(DescribedExamplesTest::lasting).toList())
        .as(example + " was answered " + answer.body())
        .containsExactly(lasting(got));
  }

  /** The tree as text, with what is of one run left out and numbers in one form. */
  private static String lasting(JsonNode node) {
    if (node instanceof ObjectNode object) {
      Map<String, String> members = new TreeMap<>();
      object.properties().forEach(e -> members.put(e.getKey(), lasting(e.getValue())));
      OF_ONE_RUN.forEach(own -> members.computeIfPresent(own, (key, value) -> "of one run"));
      return members.toString();
    }
    if (node.isArray()) {
      return java.util.stream.StreamSupport.stream(node.spliterator(), false)
          .map(DescribedExamplesTest::lasting)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return node.isNumber()
        ? node.decimalValue().stripTrailingZeros().toPlainString()
        : node.toString();
  }

  private static Answered answered(HttpResponse<String> answer) {
    Map<String, String> headers = new LinkedHashMap<>();
    answer.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
    return new Answered(answer.statusCode(), headers, Optional.of(answer.body()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static HttpResponse<String> get(String uri) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static Configuration configuration() {
    return Configuration.load(
            Optional.empty(),
            Map.of("SIGNALCOHERENCE_DATA_FOLDER", folder.resolve("data").toString()))
        .orElseFreePorts();
  }

  /** Keeps its signals for ever, so that the examples' times stay good. */
  private static Tenant acme() {
    return new Tenant(
        new TenantId("acme"),
        new Organisation("local"),
        new Residency(new Cell("local"), Set.of(new Region("local"))),
        TenantState.ACTIVE,
        new TenantSettings(
            Thresholds.STANDARD,
            ShareWeight.ONE,
            Retention.parse("unlimited"),
            PairLimit.STANDARD));
  }
}
