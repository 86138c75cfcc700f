package io.signalcoherence.adapter.http;

import static io.signalcoherence.adapter.http.TestServer.Requests.signal;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no request that is taken ends with its own problem, and harms no other request. */
final class WireRulesTest {

  private static final String POST = "POST /v1/coherence/signals HTTP/1.1\r\n";
  private static final String LOCAL = "Host: localhost\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";

  private final TestServer server =
      new TestServer(TestServer.with(new HttpMessageLimits(2048, 1024, 4096, 8192, 3)));

  @AfterEach
  void stop() {
    server.close();
  }

  static Stream<Arguments> brokenHeads() {
    return Stream.of(
        Arguments.of("no HTTP", "hello\r\n\r\n", 400, "bad-request"),
        Arguments.of("no host", "GET / HTTP/1.1\r\n\r\n", 400, "bad-request"),
        Arguments.of(
            "two hosts", "GET / HTTP/1.1\r\n" + LOCAL + LOCAL + "\r\n", 400, "bad-request"),
        Arguments.of("bare line feeds", "GET / HTTP/1.1\nHost: localhost\n\n", 400, "bad-request"),
        Arguments.of(
            "folded line", "GET / HTTP/1.1\r\n" + LOCAL + "A: b\r\n c\r\n\r\n", 400, "bad-request"),
        Arguments.of(
            "space before colon", "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n", 400, "bad-request"),
        Arguments.of("other version", "GET / HTTP/3.0\r\n" + LOCAL + "\r\n", 400, "bad-request"),
        Arguments.of(
            "long line", "GET /" + "a".repeat(2000) + " HTTP/1.1\r\n\r\n", 414, "uri-too-long"),
        Arguments.of(
            "large header",
            "GET / HTTP/1.1\r\n" + LOCAL + "A: " + "a".repeat(3000) + "\r\n\r\n",
            431,
            "headers-too-large"));
  }

  static Stream<Arguments> brokenBodies() {
    return Stream.of(
        Arguments.of(
            "two lengths",
            POST + LOCAL + JSON + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
            400,
            "bad-request"),
        Arguments.of(
            "length and chunks",
            POST
                + LOCAL
                + JSON
                + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400,
            "bad-request"),
        Arguments.of(
            "negative length",
            POST + LOCAL + JSON + "Content-Length: -1\r\n\r\n",
            400,
            "bad-request"),
        Arguments.of(
            "broken chunk",
            POST + LOCAL + JSON + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
            400,
            "bad-request"));
  }

  static Stream<Arguments> brokenLengths() {
    return Stream.of("abc", "2, 2", "2,3", "9".repeat(20), "0x10", "+2", "2a", "1e1")
        .map(
            length ->
                Arguments.of(
                    "length " + length,
                    POST + LOCAL + JSON + "Content-Length: " + length + "\r\n\r\n{}",
                    400,
                    "bad-request"));
  }

  static Stream<Arguments> unwantedBodies() {
    return Stream.of(
        Arguments.of(
            "announced body too large",
            POST + LOCAL + JSON + "Content-Length: 99999999999\r\n\r\n",
            413,
            "body-too-large"),
        Arguments.of(
            "chunks too large",
            POST
                + LOCAL
                + JSON
                + "Transfer-Encoding: chunked\r\n\r\n2000\r\n"
                + "a".repeat(0x2000)
                + "\r\n0\r\n\r\n",
            413,
            "body-too-large"),
        Arguments.of(
            "refused with a body to come",
            POST + "Host: localhost\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n",
            415,
            "unsupported-media-type"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"brokenHeads", "brokenBodies", "brokenLengths", "unwantedBodies"})
  void requestThatCanNotBeDelimitedEndsTheConnection(
      String name, String request, int status, String type) throws IOException {
    try (RawClient client = server.connect()) {
      RawClient.Answer answer = client.send(request).read();

      assertThat(answer.status()).as(name).isEqualTo(status);
      assertThat(answer.type()).contains(type);
      assertThat(answer.closes()).isTrue();
      assertThat(client.isEnded()).isTrue();
    }
    assertThat(server.ports.ingest.seen).isEmpty();
  }

  static Stream<Arguments> wrongResources() {
    return Stream.of(
        Arguments.of("no resource", get("/nowhere", ""), 404, "not-found"),
        Arguments.of("below a resource", get("/v1/coherence/tenants/a/b", ""), 404, "not-found"),
        Arguments.of("empty tenant", get("/v1/coherence/tenants/", ""), 404, "not-found"),
        Arguments.of("method", get("/v1/coherence/signals", ""), 405, "method-not-allowed"),
        Arguments.of(
            "cross-origin preflight",
            "OPTIONS /v1/coherence/signals HTTP/1.1\r\n" + LOCAL + "Origin: http://a\r\n\r\n",
            405,
            "method-not-allowed"),
        Arguments.of(
            "accept", get("/v1/coherence/tenants/a", "Accept: text/html\r\n"), 406, "not-accept"),
        Arguments.of(
            "accept nothing",
            get("/v1/coherence/tenants/a", "Accept: */*;q=0.0\r\n"),
            406,
            "not-acceptable"),
        Arguments.of(
            "foreign host",
            "GET /v1/coherence/tenants/a HTTP/1.1\r\nHost: evil.example:8080\r\n\r\n",
            421,
            "misdirected"),
        Arguments.of(
            "host that begins like a local one",
            "GET /v1/coherence/tenants/a HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n",
            421,
            "misdirected"),
        Arguments.of(
            "foreign absolute form",
            "GET http://evil.example/livez HTTP/1.1\r\n" + LOCAL + "\r\n",
            421,
            "misdirected"));
  }

  static Stream<Arguments> wrongBodies() {
    String body = signal("a");
    String length = "Content-Length: " + body.length() + "\r\n\r\n" + body;
    String unsupported = "unsupported-media-type";
    return Stream.of(
        Arguments.of("no length", POST + LOCAL + JSON + "\r\n", 411, "length-required"),
        Arguments.of("no type", POST + LOCAL + length, 415, unsupported),
        Arguments.of(
            "form", POST + LOCAL + "Content-Type: text/plain\r\n" + length, 415, unsupported),
        Arguments.of(
            "charset",
            POST + LOCAL + "Content-Type: application/json; charset=latin1\r\n" + length,
            415,
            unsupported),
        Arguments.of(
            "brotli",
            POST + LOCAL + JSON + "Content-Encoding: br\r\n" + length,
            415,
            "unsupported-encoding"),
        Arguments.of(
            "too many items", TestServer.Requests.json("[1,2,3,4]"), 413, "too-many-items"));
  }

  static Stream<Arguments> wrongParameters() {
    return Stream.of(
        Arguments.of("bad escape", get("/v1/coherence/tenants/a%2", ""), 400, "bad-parameter"),
        Arguments.of("not UTF-8", get("/v1/coherence/tenants/%ff", ""), 400, "bad-parameter"),
        Arguments.of("control", get("/v1/coherence/tenants/a%00", ""), 400, "bad-parameter"),
        Arguments.of("unknown", get("/v1/coherence/tenants/a?asof=1", ""), 400, "bad-parameter"),
        Arguments.of("twice", get("/v1/coherence/tenants/a?top=1&top=1", ""), 400, "bad-parameter"),
        Arguments.of("range", get("/v1/coherence/tenants/a?top=1001", ""), 400, "bad-parameter"),
        Arguments.of("token", get("/v1/coherence/tenants/a?atLeast=x", ""), 400, "bad-parameter"),
        Arguments.of(
            "time", get("/v1/coherence/tenants/a?asOf=yesterday", ""), 400, "bad-parameter"),
        Arguments.of(
            "missing", get("/v1/coherence/signals/lookup?tenant_id=t", ""), 400, "bad-parameter"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"wrongResources", "wrongBodies", "wrongParameters"})
  void refusedRequestLeavesTheConnectionToTheNext(
      String name, String request, int status, String type) throws IOException {
    try (RawClient client = server.connect()) {
      RawClient.Answer answer = client.send(request).read();
      RawClient.Answer next = client.send(TestServer.Requests.json(signal("next"))).read();

      assertThat(answer.status()).as(name).isEqualTo(status);
      assertThat(answer.type()).contains(type);
      assertThat(answer.headers()).containsEntry("content-type", "application/problem+json");
      assertThat(next.status()).isEqualTo(201);
    }
  }

  @Test
  void unknownExpectationIsRefused() throws IOException {
    RawClient.Answer answer =
        server.ask(POST + LOCAL + JSON + "Expect: the moon\r\nContent-Length: 2\r\n\r\n");

    assertThat(answer.status()).isEqualTo(417);
  }

  @Test
  void wrongMethodIsToldTheRightOnes() throws IOException {
    assertThat(server.get("/v1/coherence/signals").headers()).containsEntry("allow", "POST");
    assertThat(server.ask("DELETE /v1/coherence/tenants/a HTTP/1.1\r\n" + LOCAL + "\r\n").headers())
        .containsEntry("allow", "GET, HEAD");
  }

  @Test
  void unsupportedEncodingIsToldTheSupportedOne() throws IOException {
    RawClient.Answer answer =
        server.ask(POST + LOCAL + JSON + "Content-Encoding: br\r\nContent-Length: 2\r\n\r\n{}");

    assertThat(answer.headers()).containsEntry("accept-encoding", "gzip");
  }

  @Test
  void everyLocalNameIsServed() throws IOException {
    for (String host : new String[] {"localhost", "LOCALHOST:80", "127.0.0.1:8080", "[::1]:1"}) {
      RawClient.Answer answer =
          server.ask("GET /v1/coherence/tenants/a HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      assertThat(answer.type()).as(host).isEqualTo("unknown-tenant");
    }
  }

  @Test
  void messageOfAProblemSaysWhatWasFoundAndWhatWasExpected() throws IOException {
    assertThat(server.post("application/json", signal("s", "a", "1.7")).body())
        .contains("$.value: 1.7 (expected: 0 to 1)");
    assertThat(server.get("/v1/coherence/tenants/a?asof=1").body())
        .contains("asof: unknown parameter (expected: asOf, atLeast, top)");
  }

  private static String get(String target, String headers) {
    return "GET " + target + " HTTP/1.1\r\n" + LOCAL + headers + "\r\n";
  }
}
