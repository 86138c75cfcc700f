package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import io.signalcoherence.ports.corpus.Law;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.EventDecoder;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A document that is a CloudEvent: it says the same alone, in a batch, packed and in headers. */
final class EventFuzz {

  private static final int SHORT = 2_500;
  private static final int MOST = 8;
  private static final JsonFormat SDK = new JsonFormat();

  private EventFuzz() {}

  /** Tries one document. */
  public static void fuzzerTestOneInput(byte[] document) {
    if (document.length > SHORT) {
      return;
    }
    Optional<Signal> alone = structured(document);
    Optional<JsonNode> tree = JsonOracle.lax(document);
    Law.holds(alone.isEmpty() || tree.isPresent(), "what is taken is JSON");
    batch(document, alone, tree);
    alone.ifPresent(signal -> requireAlike(signal, document));
    // a signal in our own form, made an event: what its tree says is taken
    JsonOracle.strict(document)
        .flatMap(SignalOracle::signal)
        .filter(signal -> isReference(signal.key().source().value()))
        .ifPresent(EventFuzz::requireAlikeInEachMode);
  }

  private static Optional<Signal> structured(byte[] event) {
    return SignalFuzz.signal(CloudEvents.structured(event, event.length, List.of()).candidate());
  }

  private static void batch(byte[] event, Optional<Signal> alone, Optional<JsonNode> tree) {
    byte[] batch = JsonOracle.bytes("[" + JsonOracle.text(event) + "]");
    try {
      List<Candidate> found = CloudEvents.batch(batch, batch.length, MOST, List.of());
      if (tree.isPresent()) {
        Law.same(
            found.stream().map(SignalFuzz::signal).toList(),
            List.of(alone),
            "an event says the same alone and in a batch");
      }
    } catch (IOException e) {
      Law.holds(tree.isEmpty() || depth(tree.get()) > 200, "a batch of JSON is taken");
    } catch (Refusal e) {
      Law.holds(tree.isEmpty(), "one event is not too many");
    }
  }

  private static int depth(JsonNode node) {
    int deepest = 0;
    for (JsonNode child : node) {
      deepest = Math.max(deepest, depth(child));
    }
    return 1 + deepest;
  }

  /** What was taken is what the tree says, and what the SDK reads. */
  private static void requireAlike(Signal signal, byte[] document) {
    JsonNode tree = JsonOracle.strict(document).orElse(null);
    Law.holds(tree != null, "an event with a member twice is refused");
    Law.same(tree.path("specversion").textValue(), "1.0", "an event is of version 1.0");
    Law.same(ownForm(tree), Optional.of(signal), "an event is the signal that its tree says");
    sdk(document)
        .ifPresent(
            event -> {
              Law.same(event.getId(), signal.key().id().value(), "the SDK reads the same id");
              Law.same(event.getType(), signal.type().value(), "the SDK reads the same type");
            });
    requireAlikeInEachMode(signal);
  }

  /** As the SDK reads it; it refuses some that are well-formed, such as one with unset data. */
  private static Optional<CloudEvent> sdk(byte[] document) {
    try {
      return Optional.of(SDK.deserialize(document));
    } catch (EventDeserializationException | CloudEventRWException e) {
      return Optional.empty();
    }
  }

  /** The signal that the event's tree says, by way of our own form. */
  private static Optional<Signal> ownForm(JsonNode event) {
    JsonNode data = event.path("data");
    if (event.path("data_base64").isTextual()) {
      byte[] packed = Base64.getDecoder().decode(event.path("data_base64").textValue());
      data = JsonOracle.strict(packed).orElseThrow();
    }
    ObjectNode own = data.deepCopy();
    own.set("tenant_id", event.path("tenantid"));
    own.set("source", event.path("source"));
    own.set("signal_id", event.path("id"));
    own.set("ts", event.path("time"));
    own.set("type", event.path("type"));
    return SignalOracle.signal(own);
  }

  private static void requireAlikeInEachMode(Signal signal) {
    String data = "{" + SignalOracle.payload(signal) + "}";
    String packed = Base64.getEncoder().encodeToString(JsonOracle.bytes(data));
    String context = context(signal);
    Optional<Signal> expected = Optional.of(signal);
    Law.same(
        structured(JsonOracle.bytes("{" + context + ",\"data\":" + data + "}")),
        expected,
        "an event that is written is read again");
    Law.same(
        structured(
            JsonOracle.bytes(
                "{"
                    + context
                    + ",\"datacontenttype\":\"application/json\",\"data_base64\":\""
                    + packed
                    + "\"}")),
        expected,
        "an event says the same with its data packed");
    byte[] body = JsonOracle.bytes(data);
    Law.same(
        SignalFuzz.signal(CloudEvents.binary(headers(signal), body, body.length).candidate()),
        expected,
        "an event says the same in headers");
    Law.same(
        SignalFuzz.signal(CloudEvents.DECODER.binary(attributes(signal), body).candidate()),
        expected,
        "an event says the same in the headers of another protocol");
  }

  private static List<EventDecoder.Attribute> attributes(Signal signal) {
    SignalKey key = signal.key();
    return List.of(
        new EventDecoder.Attribute("specversion", "1.0"),
        new EventDecoder.Attribute("tenantid", key.tenant().value()),
        new EventDecoder.Attribute("source", key.source().value()),
        new EventDecoder.Attribute("id", key.id().value()),
        new EventDecoder.Attribute("time", key.ts().toString()),
        new EventDecoder.Attribute("type", signal.type().value()));
  }

  private static String context(Signal signal) {
    SignalKey key = signal.key();
    return "\"specversion\":\"1.0\",\"tenantid\":%s,\"source\":%s,\"id\":%s,\"time\":\"%s\",\"type\":%s"
        .formatted(
            JsonOracle.quoted(key.tenant().value()),
            JsonOracle.quoted(key.source().value()),
            JsonOracle.quoted(key.id().value()),
            key.ts(),
            JsonOracle.quoted(signal.type().value()));
  }

  static List<Map.Entry<String, String>> headers(Signal signal) {
    SignalKey key = signal.key();
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("ce-specversion", "1.0"));
    headers.add(Map.entry("ce-tenantid", encoded(key.tenant().value())));
    headers.add(Map.entry("ce-source", encoded(key.source().value())));
    headers.add(Map.entry("ce-id", encoded(key.id().value())));
    headers.add(Map.entry("ce-time", encoded(key.ts().toString())));
    headers.add(Map.entry("ce-type", encoded(signal.type().value())));
    return headers;
  }

  /** As section 3.1.3.2 of the HTTP binding has it. */
  static String encoded(String value) {
    StringBuilder text = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      boolean visible = b > ' ' && b < 0x7F && b != '"' && b != '%';
      text.append(visible ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xFF));
    }
    return text.toString();
  }

  private static boolean isReference(String source) {
    try {
      new java.net.URI(source);
      return true;
    } catch (java.net.URISyntaxException e) {
      return false;
    }
  }
}
