package io.signalcoherence.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Whatever bytes come over a connection, it ends, and the service never says that it failed. */
final class WireProperties {

  private static final String REQUEST =
      TestServer.Requests.json("[" + TestServer.Requests.signal("a") + ",7]");

  private static @Nullable TestServer server;

  @BeforeContainer
  static void start() {
    server = new TestServer();
  }

  @AfterContainer
  static void stop() {
    running().close();
  }

  @Property(tries = 500)
  void anyDamageToARequestEndsWithoutAServerError(
      @ForAll @IntRange(max = 400) int at,
      @ForAll @IntRange(max = 30) int cut,
      @ForAll @Size(max = 8) byte[] put)
      throws IOException {
    int from = Math.min(at, REQUEST.length());
    int to = Math.min(from + cut, REQUEST.length());
    String damaged =
        REQUEST.substring(0, from)
            + new String(put, StandardCharsets.ISO_8859_1)
            + REQUEST.substring(to);

    assertThat(exchange(damaged)).doesNotContain("HTTP/1.1 5");
  }

  @Property(tries = 500)
  void anyHeadEndsWithoutAServerError(@ForAll("lines") List<String> lines) throws IOException {
    assertThat(exchange(String.join("", lines))).doesNotContain("HTTP/1.1 500");
  }

  private static String exchange(String bytes) throws IOException {
    try (RawClient client = running().connect()) {
      return client.sendAndReadAll(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private static TestServer running() {
    TestServer started = server;
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started;
  }

  @Provide
  Arbitrary<List<String>> lines() {
    return Arbitraries.of(
            "GET / HTTP/1.1\r\n",
            "POST /v1/coherence/signals HTTP/1.1\r\n",
            "HEAD /v1/coherence/tenants/%41?top=1 HTTP/1.0\r\n",
            "Host: localhost\r\n",
            "Host: [::1]:\r\n",
            "Content-Type: application/json\r\n",
            "Content-Length: 2\r\n",
            "Content-Length: 99999999999999999999\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: gzip, chunked\r\n",
            "Content-Encoding: gzip\r\n",
            "Expect: 100-continue\r\n",
            "Connection: upgrade\r\nUpgrade: websocket\r\n",
            "\r\n",
            "\n",
            " ",
            "{}",
            "2\r\n{}\r\n",
            "0\r\n\r\n")
        .list()
        .ofMaxSize(14);
  }
}
