package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.signalcoherence.ports.in.DissentAnswer;
import io.signalcoherence.ports.in.DissentAnswer.Basis;
import io.signalcoherence.ports.in.ExploreSignals.DissentQuestion;
import io.signalcoherence.ports.in.TrailAnswer;
import io.signalcoherence.ports.model.Dissent;
import io.signalcoherence.ports.model.ProjectedSignal;
import io.signalcoherence.ports.model.RequestMark;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.Trail;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** What single signals tell, on the wire. Numbers are exact decimals. */
final class ExplorationJson {

  private ExplorationJson() {}

  static void write(JsonGenerator out, DissentQuestion question, DissentAnswer.Found found)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("tenant_id", question.tenant().value());
    minutes(out, "window", found.window().from(), found.window().to());
    Json.number(out, "threshold", question.threshold().value());
    out.writeArrayFieldStart("dissents");
    for (Dissent dissent : found.dissents()) {
      dissent(out, dissent);
    }
    out.writeEndArray();
    basis(out, found.basis());
    out.writeEndObject();
  }

  private static void dissent(JsonGenerator out, Dissent dissent) throws IOException {
    out.writeStartObject();
    out.writeStringField("source", dissent.source().value());
    Json.number(out, "mean", dissent.mean().value());
    Json.number(out, "others", dissent.others().value());
    if (dissent.since().isPresent()) {
      out.writeStringField("since", dissent.since().get().toString());
    } else {
      out.writeNullField("since");
    }
    out.writeEndObject();
  }

  private static void basis(JsonGenerator out, Basis basis) throws IOException {
    if (basis instanceof Basis.FromGraph graph) {
      graph(out, graph.lag());
    } else {
      out.writeObjectFieldStart("basis");
      out.writeStringField("source", "ledger");
      out.writeBooleanField("partial", true);
      out.writeEndObject();
    }
  }

  private static void graph(JsonGenerator out, Duration lag) throws IOException {
    out.writeObjectFieldStart("basis");
    out.writeStringField("source", "graph");
    out.writeBooleanField("partial", false);
    out.writeNumberField("lag_ms", lag.toMillis());
    out.writeEndObject();
  }

  static void write(JsonGenerator out, TrailAnswer.Found found) throws IOException {
    Trail trail = found.trail();
    out.writeStartObject();
    out.writeStringField("tenant_id", trail.signal().key().tenant().value());
    out.writeFieldName("signal");
    signal(out, trail.signal());
    minutes(out, "counted", trail.counted().from(), trail.counted().to());
    out.writeObjectFieldStart("request");
    request(out, trail.signal().request());
    out.writeEndObject();
    out.writeArrayFieldStart("others");
    for (ProjectedSignal other : trail.others()) {
      signal(out, other);
    }
    out.writeEndArray();
    out.writeBooleanField("more", trail.more());
    graph(out, found.lag());
    out.writeEndObject();
  }

  private static void signal(JsonGenerator out, ProjectedSignal signal) throws IOException {
    SignalKey key = signal.key();
    out.writeStartObject();
    out.writeStringField("provenance_id", signal.admission().id().toString());
    out.writeStringField("source", key.source().value());
    out.writeStringField("signal_id", key.id().value());
    out.writeStringField("ts", key.ts().toString());
    out.writeStringField("type", signal.type().value());
    Json.number(out, "value", signal.value().decimal());
    Json.number(out, "weight", signal.weight().decimal());
    out.writeEndObject();
  }

  private static void request(JsonGenerator out, RequestMark request) throws IOException {
    if (request instanceof RequestMark.Traced traced) {
      out.writeStringField("trace_id", traced.trace().value());
    } else {
      RequestMark.Received received = (RequestMark.Received) request;
      out.writeStringField("channel", received.channel().wireName());
      out.writeStringField("principal", received.principal().subject());
      out.writeStringField("received_at", received.receivedAt().toString());
    }
  }

  private static void minutes(JsonGenerator out, String name, Instant from, Instant to)
      throws IOException {
    out.writeObjectFieldStart(name);
    out.writeStringField("from", from.toString());
    out.writeStringField("to", to.toString());
    out.writeEndObject();
  }
}
