package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The OpenAPI document {@code openapi.json} beside this class, which tells the limits that hold by
 * default, with the values that a service has in their place.
 */
final class OpenApiDocument {

  private static final String FILE = "openapi.json";
  private static final String SCHEMAS = "/components/schemas/";
  private static final List<String> MANAGEMENT = List.of("livez", "readyz", "metrics");

  private final Map<JsonPointer, Long> numbers = new HashMap<>();
  private final Map<JsonPointer, String> texts = new HashMap<>();

  /** Of a service with these limits, whose management listens there. */
  OpenApiDocument(HttpConfig config, HttpAddress management) {
    limits(config).forEach((name, value) -> number("/x-limits/" + name + "/value", value));
    long items = config.messages().items();
    number(SCHEMAS + "Signals/maxItems", items);
    number(SCHEMAS + "CloudEvents/maxItems", items);
    number(SCHEMAS + "Receipts/properties/receipts/maxItems", items);
    for (String path : MANAGEMENT) {
      texts.put(JsonPointer.compile("/paths/~1" + path + "/servers/0/url"), "http://" + management);
    }
  }

  /** The configured limits that the document tells, each in its unit there. */
  static Map<String, Long> limits(HttpConfig config) {
    HttpMessageLimits messages = config.messages();
    Map<String, Long> limits = new LinkedHashMap<>();
    limits.put("http.max-header-bytes", (long) messages.headerBytes());
    limits.put("http.max-uri-bytes", (long) messages.uriBytes());
    limits.put("http.max-body-bytes", (long) messages.bodyBytes());
    limits.put("http.max-decompressed-bytes", (long) messages.decompressedBytes());
    limits.put("http.max-items", (long) messages.items());
    limits.put("http.header-time", config.deadlines().header().toMillis());
    limits.put("http.request-time", config.deadlines().request().toMillis());
    return limits;
  }

  private void number(String pointer, long value) {
    numbers.put(JsonPointer.compile(pointer), value);
  }

  /**
   * Writes the document.
   *
   * @throws IllegalStateException if it has no place for a value
   */
  void write(JsonGenerator out) throws IOException {
    int placed = 0;
    try (InputStream file = OpenApiDocument.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing");
      }
      try (JsonParser parser = Json.FACTORY.createParser(file)) {
        while (parser.nextToken() != null) {
          placed += place(parser, out) ? 1 : 0;
        }
      }
    }
    if (placed != numbers.size() + texts.size()) {
      throw new IllegalStateException(FILE + " has no place for a value of this service");
    }
  }

  /** Copies the token; true if a value of this service took its place. */
  private boolean place(JsonParser parser, JsonGenerator out) throws IOException {
    if (parser.currentToken().isScalarValue()) {
      JsonPointer here = parser.getParsingContext().pathAsPointer();
      Long number = numbers.get(here);
      if (number != null) {
        out.writeNumber(number);
        return true;
      }
      String text = texts.get(here);
      if (text != null) {
        out.writeString(text);
        return true;
      }
    }
    out.copyCurrentEventExact(parser);
    return false;
  }
}
