package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.signalcoherence.ports.in.LookUpSignal;
import io.signalcoherence.ports.model.Attributes;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.PolicyTags;
import io.signalcoherence.ports.model.Provenance;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalId;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.TenantId;
import java.io.IOException;
import java.util.Set;

/** {@code GET /v1/coherence/signals/lookup}: was mine counted? */
final class LookUpEndpoint {

  private static final Set<String> PARAMETERS = Set.of("tenant_id", "source", "signal_id", "ts");

  private LookUpEndpoint() {}

  static Endpoint of(LookUpSignal lookUp) {
    return new Inquiry<>(
        PARAMETERS,
        parameters -> lookUp.lookUp(key(parameters), Inquiry.GRANT),
        LookUpEndpoint::reply,
        Inquiry.Length.SHORT);
  }

  private static SignalKey key(Parameters parameters) throws Refusal {
    return new SignalKey(
        parameters.required("tenant_id", TenantId::new),
        parameters.required("source", SourceId::new),
        parameters.required("signal_id", SignalId::new),
        parameters.required("ts", EventTime::parse));
  }

  private static Reply reply(LookUpSignal.Lookup answer) {
    if (answer instanceof LookUpSignal.Lookup.Found found) {
      return Reply.json(200, out -> write(out, found));
    }
    if (answer instanceof LookUpSignal.Lookup.Unavailable unavailable) {
      return Inquiry.unavailable(unavailable.code(), unavailable.retryAfter());
    }
    return Reply.problem(
        Problem.SIGNAL_NOT_FOUND, "key: not counted (expected: a key that was accepted)");
  }

  private static void write(JsonGenerator out, LookUpSignal.Lookup.Found found) throws IOException {
    Provenance provenance = found.record().provenance();
    Signal signal = found.record().signal();
    out.writeStartObject();
    out.writeStringField("status", "counted");
    out.writeStringField("provenance_id", provenance.id().toString());
    out.writeStringField("ts", signal.key().ts().toString());
    out.writeStringField("token", found.token().encoded());
    out.writeObjectFieldStart("signal");
    signal(out, signal);
    out.writeEndObject();
    out.writeObjectFieldStart("provenance");
    provenance(out, provenance);
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void signal(JsonGenerator out, Signal signal) throws IOException {
    SignalKey key = signal.key();
    out.writeStringField("tenant_id", key.tenant().value());
    out.writeStringField("source", key.source().value());
    out.writeStringField("signal_id", key.id().value());
    out.writeStringField("ts", key.ts().toString());
    out.writeStringField("type", signal.type().value());
    Json.number(out, "value", signal.value().decimal());
    Json.number(out, "weight", signal.weight().decimal());
    if (signal.residency().isPresent()) {
      out.writeStringField("residency", signal.residency().get().value());
    }
    Attributes attributes = signal.attributes();
    if (attributes.isPresent()) {
      out.writeFieldName("attributes");
      out.writeRawValue(attributes.canonicalText());
    }
  }

  private static void provenance(JsonGenerator out, Provenance provenance) throws IOException {
    out.writeStringField("channel", provenance.origin().channel().wireName());
    out.writeStringField("principal", provenance.origin().principal().subject());
    out.writeStringField("received_at", provenance.receivedAt().toString());
    if (provenance.origin().traceId().isPresent()) {
      out.writeStringField("trace_id", provenance.origin().traceId().get().value());
    }
    out.writeStringField("digest", provenance.digest().toString());
    PolicyTags tags = provenance.tags();
    out.writeStringField("purpose", tags.purpose().value());
    out.writeStringField("retention", tags.retention().value());
    out.writeStringField("licence", tags.licence().value());
    out.writeStringField("residency", tags.residency().value());
  }
}
