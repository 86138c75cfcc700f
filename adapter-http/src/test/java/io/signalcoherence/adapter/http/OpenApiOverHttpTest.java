package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalcoherence.adapter.http.TestServer.Requests;
import io.signalcoherence.adapter.http.description.ApiDocument;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document is served, tells the limits of its server, and names just what is routed. */
final class OpenApiOverHttpTest {

  private static final String PATH = "/openapi.json";
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW");

  @Test
  void documentIsServedWithTheLimitsOfItsServer() throws IOException {
    HttpConfig config =
        TestServer.with(
            new HttpMessageLimits(2048, 300, 4096, 5000, 3),
            HttpLoadLimits.STANDARD,
            TestServer.deadlines(
                Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ofSeconds(5)));
    try (TestServer server = new TestServer(config)) {
      RawClient.Answer answer = server.get(PATH);
      JsonNode document = ApiDocument.MAPPER.readTree(answer.body());

      assertThat(OpenApiDocumentTest.limits(document)).isEqualTo(OpenApiDocument.limits(config));
      assertThat(document.at("/components/schemas/Signals/maxItems").asInt()).isEqualTo(3);
      assertThat(document.at("/components/schemas/CloudEvents/maxItems").asInt()).isEqualTo(3);
      assertThat(document.at("/components/schemas/Receipts/properties/receipts/maxItems").asInt())
          .isEqualTo(3);
      String signals = String.join(",", java.util.Collections.nCopies(4, Requests.signal("a")));
      assertThat(server.post(Reply.JSON, "[" + signals + "]").type()).isEqualTo("too-many-items");
    }
  }

  @Test
  void documentOfADefaultServerIsTheFileButForTheManagementPort() throws IOException {
    try (TestServer server = new TestServer()) {
      String management = "http://127.0.0.1:" + server.server.managementAddress().getPort();
      String file = ApiDocument.standard().toString().replace("http://127.0.0.1:8081", management);

      assertThat(ApiDocument.MAPPER.readTree(server.get(PATH).body()))
          .isEqualTo(ApiDocument.MAPPER.readTree(file));
    }
  }

  @Test
  void headOfTheDocumentIsThatOfGet() throws IOException {
    try (TestServer server = new TestServer();
        RawClient client = server.connect()) {
      RawClient.Answer get = client.send(Requests.get(PATH)).read();
      RawClient.Answer head = client.send(Requests.get(PATH).replace("GET", "HEAD")).readHead();

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.headers().get("content-length"))
          .isEqualTo(get.headers().get("content-length"));
    }
  }

  @Test
  void callerWhoRefusesJsonIsToldSo() throws IOException {
    try (TestServer server = new TestServer()) {
      String request = Requests.get(PATH).replace("\r\n\r\n", "\r\nAccept: text/html\r\n\r\n");

      assertThat(server.ask(request).type()).isEqualTo("not-acceptable");
    }
  }

  @Test
  void documentDescribesJustWhatIsRouted() {
    HttpPorts ports = new FakePorts().ports();
    Set<String> routed = new TreeSet<>();
    Stream.concat(
            Routes.api(ports, TestServer.CONFIG, TestServer.FREE).routes(),
            Routes.management(ports.management()).routes())
        .forEach(route -> routed.add(route.method().name() + " " + route.name()));

    assertThat(described()).isEqualTo(routed);
  }

  @Test
  void everyOtherMethodIsAnsweredWithTheOnesThatAreDescribed() throws IOException {
    Set<String> described = described();
    try (TestServer server = new TestServer()) {
      for (String pointer : ApiDocument.STANDARD.members("/paths")) {
        String path = path(pointer);
        String allowed = described.contains("GET " + path) ? "GET, HEAD" : "POST";
        for (String method : METHODS) {
          RawClient.Answer answer = ask(server, pointer, method, path.replace("{tenant_id}", "t"));
          boolean known = List.of(allowed.split(", ")).contains(method);
          assertThat(answer.status() == 405).as(method + " " + path).isEqualTo(!known);
          if (!known) {
            assertThat(answer.headers()).containsEntry("allow", allowed);
          }
        }
      }
    }
  }

  private static RawClient.Answer ask(TestServer server, String pointer, String method, String path)
      throws IOException {
    boolean managed = !ApiDocument.STANDARD.at(pointer + "/servers").isMissingNode();
    String request = Requests.get(path).replace("GET ", method + " ");
    try (RawClient client = managed ? server.connectToManagement() : server.connect()) {
      client.send(request);
      return method.equals("HEAD") ? client.readHead() : client.read();
    }
  }

  private static Set<String> described() {
    Set<String> described = new TreeSet<>();
    for (String pointer : ApiDocument.STANDARD.members("/paths")) {
      List<String> verbs = new ArrayList<>();
      ApiDocument.STANDARD.at(pointer).fieldNames().forEachRemaining(verbs::add);
      verbs.remove("servers");
      verbs.forEach(
          verb -> described.add(verb.toUpperCase(java.util.Locale.ROOT) + " " + path(pointer)));
    }
    return described;
  }

  private static String path(String pointer) {
    return pointer.substring("/paths/".length()).replace("~1", "/");
  }
}
