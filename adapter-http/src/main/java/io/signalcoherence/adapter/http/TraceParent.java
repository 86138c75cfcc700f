package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.TraceId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The header of W3C Trace Context. One that is not well-formed is passed over, as that asks. */
final class TraceParent {

  static final String HEADER = "traceparent";

  private static final int TRACE_FROM = 3;
  private static final int TRACE_TO = 35;
  private static final int LENGTH = 55;

  private TraceParent() {}

  static Optional<TraceId> traceId(@Nullable String header) {
    if (header == null
        || header.length() < LENGTH
        || header.charAt(2) != '-'
        || header.charAt(TRACE_TO) != '-'
        || header.startsWith("ff")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new TraceId(header.substring(TRACE_FROM, TRACE_TO)));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }
}
