package io.signalcoherence.perf.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each front before a service that numbers its answers. */
final class TwistedFrontTest {

  private static final String READ = "/v1/coherence/tenants/t?asOf=2026-01-01T00%3A00%3A00Z";

  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicBoolean up = new AtomicBoolean(true);
  private final HttpClient http = HttpClient.newHttpClient();
  private HttpServer service;

  @BeforeEach
  void open() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext(
        "/",
        exchange -> {
          byte[] body =
              Integer.toString(answers.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Retry-After", "7");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    service.start();
  }

  @AfterEach
  void close() {
    service.stop(0);
  }

  @Test
  void blindToTokensItGivesTheScoreThatItKept() throws Exception {
    try (TwistedFront front = front(Twist.TOKEN_BLIND)) {
      assertThat(get(front, READ).body()).isEqualTo("1");
      assertThat(get(front, READ + "&atLeast=token").body()).isEqualTo("1");
      assertThat(get(front, READ.replace("/t?", "/u?")).body()).isEqualTo("2");
      assertThat(post(front).body()).isEqualTo("3");
    }
  }

  @Test
  void muteItSaysForEverWhatItSaidFirst() throws Exception {
    try (TwistedFront front = front(Twist.MUTE)) {
      assertThat(get(front, "/metrics").body()).isEqualTo("1");
      assertThat(get(front, "/metrics").body()).isEqualTo("1");
      assertThat(get(front, Probe.LIVE).body()).isEqualTo("2");
      assertThat(get(front, Probe.LIVE).body()).isEqualTo("3");
    }
  }

  @Test
  void ofOneFateItTakesNothingWhileTheServerIsAway() throws Exception {
    try (TwistedFront front = front(Twist.SHARED_FATE)) {
      assertThat(post(front).statusCode()).isEqualTo(200);
      up.set(false);
      assertThat(post(front).statusCode()).isEqualTo(503);
      assertThat(get(front, READ).headers().firstValue("Retry-After")).contains("7");
    }
  }

  private TwistedFront front(Twist twist) throws IOException {
    URI behind = URI.create("http://127.0.0.1:" + service.getAddress().getPort());
    return TwistedFront.start(behind, twist, up::get);
  }

  private HttpResponse<String> get(TwistedFront front, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(front.base().resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(TwistedFront front) throws Exception {
    return http.send(
        HttpRequest.newBuilder(front.base().resolve("/v1/coherence/signals"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
