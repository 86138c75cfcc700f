package io.signalcoherence.adapter.http;

import io.signalcoherence.adapter.http.description.ApiDocument;
import io.signalcoherence.adapter.http.description.Description;
import io.signalcoherence.adapter.http.description.Dialogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A real server on free ports, over fake ports. */
final class TestServer implements AutoCloseable {

  static final HttpAddress FREE = new HttpAddress("127.0.0.1", 0);
  static final HttpConfig CONFIG = HttpConfig.STANDARD.withAddresses(FREE, FREE);

  final FakePorts ports = new FakePorts();
  final HttpServer server;
  private final Description description;

  TestServer() {
    this(CONFIG);
  }

  TestServer(HttpConfig config) {
    server = HttpServer.start(config, ports.ports());
    description = new Description(description(config));
  }

  static HttpConfig with(HttpMessageLimits messages) {
    return with(messages, HttpLoadLimits.STANDARD, HttpDeadlines.STANDARD);
  }

  /** A body, compressed or not, may have half of the bytes. */
  static HttpConfig with(HttpLoadLimits load) {
    HttpMessageLimits standard = HttpMessageLimits.STANDARD;
    int half = Math.toIntExact(load.bytes() / 2);
    HttpMessageLimits messages =
        new HttpMessageLimits(
            standard.headerBytes(), standard.uriBytes(), half, half, standard.items());
    return with(messages, load, HttpDeadlines.STANDARD);
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

  /** What a server with such limits says of itself. */
  private static ApiDocument description(HttpConfig config) {
    if (OpenApiDocument.limits(config).equals(OpenApiDocument.limits(HttpConfig.STANDARD))) {
      return ApiDocument.STANDARD;
    }
    byte[] document = Json.bytes(new OpenApiDocument(config, config.management())::write);
    try {
      return new ApiDocument(ApiDocument.MAPPER.readTree(document));
    } catch (IOException e) {
      throw new UncheckedIOException("the document", e);
    }
  }

  RawClient connect() throws IOException {
    return connect(0);
  }

  /** With room for few bytes that came in and were not read; 0 for as much as is usual. */
  RawClient connect(int room) throws IOException {
    return new RawClient(server.apiAddress(), room, new Dialogue(description));
  }

  RawClient connectToManagement() throws IOException {
    return new RawClient(server.managementAddress(), 0, new Dialogue(description));
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
