package io.signalcoherence.adapter.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A real server on free ports, over fake ports. */
final class TestServer implements AutoCloseable {

  static final HttpAddress FREE = new HttpAddress("127.0.0.1", 0);
  static final HttpConfig CONFIG = HttpConfig.STANDARD.withAddresses(FREE, FREE);

  final FakePorts ports = new FakePorts();
  final HttpServer server;

  TestServer() {
    this(CONFIG);
  }

  TestServer(HttpConfig config) {
    server = HttpServer.start(config, ports.ports());
  }

  static HttpConfig with(HttpMessageLimits messages) {
    return with(messages, HttpLoadLimits.STANDARD, HttpDeadlines.STANDARD);
  }

  static HttpConfig with(HttpLoadLimits load) {
    return with(HttpMessageLimits.STANDARD, load, HttpDeadlines.STANDARD);
  }

  static HttpConfig with(HttpDeadlines deadlines) {
    return with(HttpMessageLimits.STANDARD, HttpLoadLimits.STANDARD, deadlines);
  }

  static HttpConfig with(HttpMessageLimits messages, HttpLoadLimits load, HttpDeadlines deadlines) {
    return new HttpConfig(FREE, FREE, messages, load, deadlines, 2);
  }

  static HttpDeadlines deadlines(Duration header, Duration idle, Duration request) {
    return new HttpDeadlines(header, idle, request, Duration.ofSeconds(10));
  }

  RawClient connect() throws IOException {
    return new RawClient(server.apiAddress());
  }

  RawClient connectToManagement() throws IOException {
    return new RawClient(server.managementAddress());
  }

  /** Sends one request on a connection of its own. */
  RawClient.Answer ask(String request) throws IOException {
    try (RawClient client = connect()) {
      return client.send(request).read();
    }
  }

  RawClient.Answer post(String contentType, String body) throws IOException {
    return ask(Requests.post(contentType, body));
  }

  RawClient.Answer get(String target) throws IOException {
    return ask(Requests.get(target));
  }

  @Override
  public void close() {
    server.close();
  }

  /** Requests as text. */
  static final class Requests {

    private Requests() {}

    static String get(String target) {
      return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    static String post(String contentType, String body) {
      return "POST /v1/coherence/signals HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
          + contentType
          + "\r\nContent-Length: "
          + body.getBytes(StandardCharsets.UTF_8).length
          + "\r\n\r\n"
          + body;
    }

    static String json(String body) {
      return post("application/json", body);
    }

    static String signal(String id) {
      return signal("s", id, "0.5");
    }

    static String signal(String source, String id, String value) {
      return "{\"tenant_id\":\"t\",\"source\":\"%s\",\"signal_id\":\"%s\",".formatted(source, id)
          + "\"ts\":\"2024-01-31T12:00:00Z\",\"type\":\"cpu\",\"value\":"
          + value
          + "}";
    }
  }
}
