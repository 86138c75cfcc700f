package io.signalcoherence.perf.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** Relays to the service, but for one thing that it does wrong on purpose. */
final class TwistedFront implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final Duration KEPT = Duration.ofSeconds(10);
  private static final String RETRY_AFTER = "retry-after";

  private final URI behind;
  private final Twist twist;
  private final BooleanSupplier serverAnswers;
  private final HttpServer server;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "twisted-front");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private record Kept(long at, HttpResponse<byte[]> answer) {}

  private TwistedFront(URI behind, Twist twist, BooleanSupplier serverAnswers, HttpServer server) {
    this.behind = behind;
    this.twist = twist;
    this.serverAnswers = serverAnswers;
    this.server = server;
  }

  /**
   * Starts one on a free port.
   *
   * @param serverAnswers whether the server that is to fail is there
   */
  static TwistedFront start(URI behind, Twist twist, BooleanSupplier serverAnswers)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TwistedFront front = new TwistedFront(behind, twist, serverAnswers, server);
    server.setExecutor(front.threads);
    server.createContext("/", front::answer);
    server.start();
    return front;
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean push = exchange.getRequestMethod().equals("POST");
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (push && twist == Twist.SHARED_FATE && !serverAnswers.getAsBoolean()) {
      exchange.getResponseHeaders().set(RETRY_AFTER, "1");
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
      return;
    }
    try {
      reply(exchange, keeps(exchange) ? keptAnswer(exchange, body) : relay(exchange, body));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }

  private boolean keeps(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return switch (twist) {
      case TOKEN_BLIND -> path.startsWith("/v1/coherence/tenants/");
      case MUTE -> !path.equals(Probe.LIVE);
      case NONE, ACK_BEFORE_COMMIT, ACK_BEFORE_PUBLISH, SHARED_FATE, GRAPH_EXTRA -> false;
    };
  }

  private HttpResponse<byte[]> keptAnswer(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    String asked = exchange.getRequestURI().toString().replaceFirst("&atLeast=.*", "");
    Kept before = kept.get(asked);
    boolean fits =
        before != null && (twist == Twist.MUTE || System.nanoTime() - before.at < KEPT.toNanos());
    if (fits) {
      return before.answer;
    }
    HttpResponse<byte[]> fresh = relay(exchange, body);
    kept.put(asked, new Kept(System.nanoTime(), fresh));
    return fresh;
  }

  private HttpResponse<byte[]> relay(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private static void reply(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
    answer
        .headers()
        .firstValue(RETRY_AFTER)
        .ifPresent(value -> exchange.getResponseHeaders().set(RETRY_AFTER, value));
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
