package io.signalcoherence.perf.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;

/**
 * The wrong way to ingest: answers "accepted" at once and forwards afterwards, once. A negative
 * control of the drill.
 */
public final class EagerFront implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI behind;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(EagerFront::daemon);
  private final Phaser underWay = new Phaser(1);
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private EagerFront(URI behind, HttpServer server) {
    this.behind = behind;
    this.server = server;
  }

  public static EagerFront start(URI behind) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    EagerFront front = new EagerFront(behind, server);
    server.setExecutor(front.threads);
    server.createContext("/", front::answer);
    server.start();
    return front;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "eager-front");
    thread.setDaemon(true);
    return thread;
  }

  public URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      relay(exchange);
      return;
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean batch = body.length > 0 && body[0] == '[';
    int count = batch ? JSON.readTree(body).size() : 1;
    String receipt = "{\"status\":\"accepted\"}";
    String receipts =
        "{\"receipts\":[" + String.join(",", Collections.nCopies(count, receipt)) + "]}";
    reply(exchange, batch ? 207 : 201, batch ? receipts : receipt);
    HttpRequest request =
        HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    // The outcome is of no interest to this front; that is what is wrong with it.
    underWay.register();
    // The last step leaves the phaser whatever became of the request.
    http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .handle((answer, failure) -> underWay.arriveAndDeregister())
        .exceptionally(failure -> 0);
  }

  private void relay(HttpExchange exchange) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI())).GET().build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      reply(exchange, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Waits for what is still being forwarded, so that only what was dropped is missed later. */
  @Override
  public void close() {
    underWay.arriveAndAwaitAdvance();
    server.stop(0);
    threads.shutdownNow();
  }
}
