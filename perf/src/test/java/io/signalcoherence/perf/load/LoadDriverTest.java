package io.signalcoherence.perf.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The driver against a real HTTP server that behaves as each test wants. */
final class LoadDriverTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // The JDK's server waits for the client's delayed acknowledgement, 40 ms an answer, unless told
    // not to.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void singleSignalsAreWellFormedAndNeverShareAKey() throws IOException {
    answer(exchange -> reply(exchange, 201, "{\"status\":\"accepted\"}"));
    LoadResult result = run(traffic(400, 1, Traffic.BatchFormat.JSON), 8, Duration.ZERO);
    assertThat(result.errors()).isEmpty();
    assertThat(result.receipts()).isEqualTo(new LoadResult.Receipts(400, 0, 0));
    Set<List<String>> keys = ConcurrentHashMap.newKeySet();
    for (String body : bodies) {
      keys.add(key(JSON.readTree(body)));
    }
    assertThat(keys).hasSize(400);
  }

  @Test
  void batchesAreArraysOrLinesOfOneTenantAndTheirReceiptsAreCounted() throws IOException {
    String receipts =
        "{\"receipts\":[{\"status\":\"accepted\"},{\"status\":\"duplicate\"},{\"status\":\"conflict\"}]}";
    answer(exchange -> reply(exchange, 207, receipts));
    LoadResult array = run(traffic(300, 3, Traffic.BatchFormat.JSON), 4, Duration.ZERO);
    assertThat(array.receipts()).isEqualTo(new LoadResult.Receipts(100, 100, 100));
    assertThat(array.keptUp()).isFalse();
    for (String body : bodies) {
      JsonNode batch = JSON.readTree(body);
      assertThat(batch.isArray()).isTrue();
      assertThat(batch).hasSize(3);
      assertThat(batch.findValuesAsText("tenant_id"))
          .containsOnly(batch.get(0).get("tenant_id").textValue());
    }
    bodies.clear();
    run(traffic(30, 3, Traffic.BatchFormat.NDJSON), 4, Duration.ZERO);
    for (String body : bodies) {
      assertThat(body.lines())
          .hasSize(3)
          .allSatisfy(line -> assertThat(JSON.readTree(line).has("ts")).isTrue());
    }
  }

  @Test
  void aStallIsPaidByEveryRequestThatWasDueDuringIt() throws IOException {
    AtomicInteger seen = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);
    answer(
        exchange -> {
          if (seen.incrementAndGet() == 50) {
            awaitQuietly(never, 500);
          }
          reply(exchange, 201, "{}");
        });
    LoadResult result = run(traffic(200, 1, Traffic.BatchFormat.JSON), 1, Duration.ZERO);
    assertThat(result.errors()).isEmpty();
    // One stall of 500 ms at 200/s: a hundred requests were due in it, so the median of 200 sees it
    // too.
    assertThat(result.latency().max()).isGreaterThanOrEqualTo(490);
    assertThat(result.latency().p90()).isGreaterThan(350);
    assertThat(result.latency().count()).isEqualTo(200);
  }

  @Test
  void refusalsAreCountedByStatusAndNotAsLatency() throws IOException {
    AtomicInteger seen = new AtomicInteger();
    answer(exchange -> reply(exchange, seen.incrementAndGet() % 4 == 0 ? 503 : 201, "{}"));
    LoadResult result = run(traffic(200, 1, Traffic.BatchFormat.JSON), 8, Duration.ZERO);
    assertThat(result.errors()).isEqualTo(Map.of("status 503", 50L));
    assertThat(result.latency().count()).isEqualTo(150);
    assertThat(result.keptUp()).isFalse();
  }

  @Test
  void lostConnectionsAreCountedAndReplaced() throws IOException {
    AtomicInteger seen = new AtomicInteger();
    answer(
        exchange -> {
          if (seen.incrementAndGet() % 50 == 0) {
            throw new UncheckedIOException(new IOException("dropped on purpose"));
          }
          reply(exchange, 201, "{}");
        });
    LoadResult result = run(traffic(200, 1, Traffic.BatchFormat.JSON), 4, Duration.ZERO);
    assertThat(result.errors()).isEqualTo(Map.of("connection lost", 4L));
    assertThat(result.receipts().accepted()).isEqualTo(196);
  }

  @Test
  void warmupIsSentButNotMeasured() throws IOException {
    answer(exchange -> reply(exchange, 201, "{}"));
    LoadResult result = run(traffic(200, 1, Traffic.BatchFormat.JSON), 4, Duration.ofMillis(500));
    assertThat(bodies).hasSize(300);
    assertThat(result.receipts().accepted()).isEqualTo(200);
  }

  @Test
  void chunkedAnswersAreReadToTheirEnd() throws IOException {
    answer(
        exchange -> {
          exchange.sendResponseHeaders(207, 0);
          exchange
              .getResponseBody()
              .write("{\"receipts\":[{\"status\":\"accepted\"},".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          exchange
              .getResponseBody()
              .write("{\"status\":\"accepted\"}]}".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    LoadResult result = run(traffic(100, 2, Traffic.BatchFormat.JSON), 4, Duration.ZERO);
    assertThat(result.receipts()).isEqualTo(new LoadResult.Receipts(100, 0, 0));
  }

  @Test
  void ownCpuTimeIsMeasured() throws IOException {
    answer(exchange -> reply(exchange, 201, "{}"));
    LoadResult result = run(traffic(2000, 1, Traffic.BatchFormat.JSON), 16, Duration.ofMillis(100));
    assertThat(result.cpu().seconds().get("driver")).isGreaterThan(0.01).isLessThan(20);
  }

  private LoadResult run(Traffic traffic, int connections, Duration warmup) throws IOException {
    LoadPlan plan =
        new LoadPlan(server.getAddress(), traffic, warmup, Duration.ofSeconds(1), connections);
    return new LoadDriver(plan, new CpuMeter().watch("driver", ProcessHandle.current().pid()))
        .run();
  }

  private static Traffic traffic(double rate, int batch, Traffic.BatchFormat format) {
    return new Traffic(rate, batch, format, 3, "test");
  }

  private static List<String> key(JsonNode signal) {
    return List.of(
        signal.get("tenant_id").textValue(),
        signal.get("source").textValue(),
        signal.get("signal_id").textValue(),
        signal.get("ts").textValue());
  }

  private void answer(Handler handler) {
    server.createContext(
        "/v1/coherence/signals",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          handler.handle(exchange);
        });
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void awaitQuietly(CountDownLatch latch, long millis) {
    try {
      latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One answer. */
  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }
}
