package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.EventDecoder;
import io.signalcoherence.ports.in.EventDecoder.Event;
import io.signalcoherence.ports.model.TraceId;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * CloudEvents 1.0 as signals, in the three modes of its HTTP binding, and as other protocols carry
 * them. {@code source}, {@code id}, {@code time}, {@code type} and the extension {@code tenantid}
 * are a signal's source, id, ts, type and tenant; the data are an object with {@code value} and, if
 * wanted, {@code weight}, {@code residency} and {@code attributes}.
 */
final class CloudEvents {

  private static final String HEADER = "header " + EventHeaders.PREFIX;

  /** The decoder of one event that another protocol carries. */
  static final EventDecoder DECODER =
      new EventDecoder() {
        @Override
        public Event structured(byte[] document) {
          return CloudEvents.structured(document, document.length, List.of());
        }

        @Override
        public Event binary(List<Attribute> attributes, byte[] data) {
          EventContext context =
              new EventContext(() -> new Faults("event", "attribute ", Faults.SHOWN));
          for (Attribute attribute : attributes) {
            if (context.isFirst(attribute.name())) {
              context.put(attribute.name(), attribute.value());
            }
          }
          return CloudEvents.binary(context, data, data.length);
        }
      };

  private CloudEvents() {}

  /**
   * Reads one event in structured mode.
   *
   * @param tenants the tenants that headers name; each must be the event's
   */
  static Event structured(byte[] bytes, int length, Collection<String> tenants) {
    AtomicReference<Optional<TraceId>> trace = new AtomicReference<>(Optional.empty());
    Candidate candidate =
        JsonSignals.one(
            bytes,
            0,
            length,
            (parser, path, shown) -> {
              Event event = EventReader.read(parser, path, shown, tenants);
              trace.set(event.traceId());
              return event.candidate();
            });
    return new Event(candidate, trace.get());
  }

  /**
   * Reads a batch of events. A bad one becomes a rejection and harms no other.
   *
   * @param tenants the tenants that headers name; each must be every event's
   * @throws IOException if the text as a whole is no JSON array; {@link JsonSignals#describe} says
   *     why
   * @throws Refusal if there are too many
   */
  static List<Candidate> batch(byte[] bytes, int length, int maxItems, Collection<String> tenants)
      throws IOException, Refusal {
    return JsonSignals.array(
        bytes,
        length,
        maxItems,
        (parser, path, shown) -> EventReader.read(parser, path, shown, tenants).candidate());
  }

  /**
   * Reads one event in binary mode.
   *
   * @param headers all of the request's; names in any case
   * @param bytes the event's data, as JSON
   */
  static Event binary(Iterable<Map.Entry<String, String>> headers, byte[] bytes, int length) {
    EventContext context = new EventContext(() -> new Faults("event", HEADER, Faults.SHOWN));
    EventHeaders.read(headers, context);
    return binary(context, bytes, length);
  }

  private static Event binary(EventContext context, byte[] bytes, int length) {
    Candidate candidate =
        JsonSignals.one(
            bytes, 0, length, (parser, path, shown) -> binary(parser, path, shown, context));
    return new Event(candidate, context.traceId());
  }

  private static Candidate binary(
      JsonParser parser, Supplier<String> path, int shown, EventContext context)
      throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      return context.candidate(SignalReader.data(parser, path, shown), List.of());
    }
    String found = SignalReader.kind(parser.currentToken());
    parser.skipChildren();
    return new Candidate.Malformed(Faults.malformed(path.get(), found, "an object"));
  }
}
