package io.signalcoherence.perf.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.signalcoherence.perf.drill.DrillSignal;
import io.signalcoherence.perf.drill.Journal;
import io.signalcoherence.perf.drill.SignalClient;
import io.signalcoherence.perf.drill.Told;
import io.signalcoherence.perf.drill.Violations;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The senders, on a service that answers nothing, or nothing that can be read. */
final class OpenLoadTest {

  private static final FaultPlan PLAN = new FaultPlan(7, 5, 40, Twist.NONE);
  private static final DrillSignal.Series SERIES =
      new DrillSignal.Series(7, Instant.parse("2026-01-01T00:00:00Z"), FaultPlan.TENANTS);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String RECEIPT = "{\"status\":\"accepted\",\"provenance_id\":\"7\"}";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void end() {
    ended.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void whatHasNoAnswerYetIsUnfinished() throws Exception {
    server.createContext(
        "/v1/coherence/signals",
        exchange -> {
          reached.countDown();
          try {
            ended.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Journal journal = new Journal(1000, Writer.nullWriter(), new Violations());
    try (OpenLoad load = load(journal)) {
      load.start(PLAN);
      assertThat(reached.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      load.stop(Duration.ZERO);
      assertThat(load.drain(Duration.ZERO)).isEqualTo(journal.issued()).isPositive();
    }
  }

  @Test
  void anAnswerThatCanNotBeTakenIsBroken() throws Exception {
    answer(201, RECEIPT.replace("7", "00000000-0000-4000-8000-000000000000"));
    Writer full =
        new FilterWriter(Writer.nullWriter()) {
          @Override
          public Writer append(CharSequence line) throws IOException {
            if (line.charAt(0) == 'T') {
              reached.countDown();
              throw new IOException("no room");
            }
            return this;
          }
        };
    try (OpenLoad load = load(new Journal(1000, full, new Violations()))) {
      load.start(PLAN);
      assertThat(reached.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      load.stop(LIMIT);
      assertThat(load.broken().get(0).law()).isEqualTo(Broken.Law.ANSWERS);
      assertThat(load.broken().get(0).detail()).contains("the journal can't be written");
    }
  }

  @Test
  void aReceiptWithoutAProvenanceThatCanBeReadIsNone() throws Exception {
    answer(201, RECEIPT);
    SignalClient.Answer one = client().begin(signals(1)).toCompletableFuture().get();
    assertThat(one.status()).isEqualTo(201);
    assertThat(one.told()).extracting(Told::kind).containsExactly(Told.Kind.REJECTED);
    server.removeContext("/v1/coherence/signals");
    answer(207, "{\"receipts\":[" + RECEIPT + "," + RECEIPT + "]}");
    assertThat(client().exchange(signals(2)).told())
        .extracting(Told::kind)
        .containsExactly(Told.Kind.REJECTED, Told.Kind.REJECTED);
  }

  private void answer(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/v1/coherence/signals",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private OpenLoad load(Journal journal) {
    return new OpenLoad(journal, SERIES, client(), Duration.ZERO);
  }

  private SignalClient client() {
    return new SignalClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), LIMIT);
  }

  private static List<DrillSignal> signals(int count) {
    return IntStream.range(0, count).mapToObj(SERIES::signal).toList();
  }
}
