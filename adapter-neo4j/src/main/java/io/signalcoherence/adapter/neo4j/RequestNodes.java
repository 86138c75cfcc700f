package io.signalcoherence.adapter.neo4j;

import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.ProjectedSignal;
import io.signalcoherence.ports.model.RequestMark;
import io.signalcoherence.ports.model.TraceId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.neo4j.driver.Record;

/** A request as a node's properties and back. */
final class RequestNodes {

  /** The columns that {@link #read} wants, of a request {@code q}. */
  static final String COLUMNS =
      "q.trace AS trace, q.channel AS channel, q.subject AS subject,"
          + " q.organisation AS organisation, q.received AS received";

  private RequestNodes() {}

  /**
   * A text that tells requests of one tenant apart: lengths stand before what may hold anything.
   */
  static String key(RequestMark request) {
    if (request instanceof RequestMark.Traced traced) {
      return "trace:" + traced.trace().value();
    }
    RequestMark.Received received = (RequestMark.Received) request;
    String subject = received.principal().subject();
    return "received:"
        + SignalNodes.micros(received.receivedAt())
        + ":"
        + received.channel().wireName()
        + ":"
        + subject.length()
        + ":"
        + subject
        + received.principal().organisation().value();
  }

  /** The parameters of a signal's request. */
  static Map<String, Object> row(ProjectedSignal signal) {
    Map<String, Object> properties = new HashMap<>();
    if (signal.request() instanceof RequestMark.Traced traced) {
      properties.put("trace", traced.trace().value());
    } else if (signal.request() instanceof RequestMark.Received received) {
      properties.put("channel", received.channel().wireName());
      properties.put("subject", received.principal().subject());
      properties.put("organisation", received.principal().organisation().value());
      properties.put("received", SignalNodes.micros(received.receivedAt()));
    }
    return Map.of(
        "tenant", signal.key().tenant().value(),
        "key", key(signal.request()),
        "properties", properties);
  }

  /** The request of a record that has {@link #COLUMNS}. */
  static RequestMark read(Record found) {
    if (!found.get("trace").isNull()) {
      return new RequestMark.Traced(new TraceId(found.get("trace").asString()));
    }
    return new RequestMark.Received(
        Channel.valueOf(found.get("channel").asString().toUpperCase(Locale.ROOT)),
        new Principal(
            found.get("subject").asString(),
            new Organisation(found.get("organisation").asString())),
        SignalNodes.instant(found.get("received").asLong()));
  }
}
