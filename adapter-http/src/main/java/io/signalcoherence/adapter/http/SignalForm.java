package io.signalcoherence.adapter.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The forms in which a request brings signals. */
enum SignalForm {
  /** Our own JSON: an object, or an array of them. */
  JSON,
  /** Our own JSON, an object a line. */
  LINES,
  /** One CloudEvent as JSON. */
  EVENT,
  /** An array of CloudEvents. */
  EVENTS,
  /** One CloudEvent, its context in headers and its data as the body. */
  BINARY_EVENT;

  private static final String LINES_TYPE = "application/x-ndjson";
  private static final String JSON_TYPE = "application/json";
  private static final String EVENT_PREFIX = "application/cloudevents";

  /** Headers that only a CloudEvent in binary mode has; others may have been added on the way. */
  private static final List<AsciiString> MARKS =
      Stream.of("specversion", "id", "source", "type", "time", EventContext.TENANT)
          .map(name -> AsciiString.cached(EventHeaders.PREFIX + name))
          .toList();

  /**
   * The form that the headers announce. A media type of CloudEvents wins over {@code ce-} headers.
   *
   * @throws Refusal if it is none that is taken
   */
  static SignalForm of(HttpHeaders headers) throws Refusal {
    List<String> types = headers.getAll(HttpHeaderNames.CONTENT_TYPE);
    if (types.size() > 1) {
      throw unreadable(String.join(", ", types));
    }
    String type = types.isEmpty() ? null : types.get(0);
    String essence = MediaTypes.essence(type);
    if (type != null && MediaTypes.hasUtf8OrNone(type)) {
      if (essence.startsWith(EVENT_PREFIX)) {
        return switch (essence.substring(EVENT_PREFIX.length())) {
          case "+json" -> EVENT;
          case "-batch+json" -> EVENTS;
          default -> throw unreadable(type);
        };
      }
      boolean marked = isMarked(headers);
      if (marked && MediaTypes.isJson(essence)) {
        return BINARY_EVENT;
      }
      if (!marked && essence.equals(JSON_TYPE)) {
        return JSON;
      }
      if (!marked && essence.equals(LINES_TYPE)) {
        return LINES;
      }
    }
    throw unreadable(type);
  }

  private static boolean isMarked(HttpHeaders headers) {
    for (AsciiString mark : MARKS) {
      if (headers.contains(mark)) {
        return true;
      }
    }
    return false;
  }

  private static Refusal unreadable(@Nullable String type) {
    return new Refusal(
        Problem.UNSUPPORTED_MEDIA_TYPE,
        "content-type: "
            + (type == null ? "missing" : Faults.plain(type))
            + " (expected: application/json, application/x-ndjson, application/cloudevents+json,"
            + " application/cloudevents-batch+json, or with ce- headers a type of JSON; in UTF-8)");
  }
}
