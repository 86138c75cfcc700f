package io.signalcoherence.adapter.kafka;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.EventDecoder;
import io.signalcoherence.ports.in.SignalDecoder;
import io.signalcoherence.ports.model.Attributes;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalId;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.SignalValue;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.Weight;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A form for tests: {@code tenant|id|value}. The real ones are other adapters'; here it is told
 * which of them was asked.
 */
final class TestSignals {

  static final SignalDecoder PLAIN = document -> read("plain", text(document));

  static final EventDecoder EVENTS =
      new EventDecoder() {
        @Override
        public Event structured(byte[] document) {
          return new Event(read("structured", text(document)), Optional.empty());
        }

        @Override
        public Event binary(List<Attribute> attributes, byte[] data) {
          Map<String, String> told = new HashMap<>();
          for (Attribute attribute : attributes) {
            if (told.put(attribute.name(), attribute.value()) != null) {
              return new Event(read("binary", "stands twice"), Optional.empty());
            }
          }
          String line = told.getOrDefault("tenantid", "") + "|" + told.get("id") + "|" + text(data);
          return new Event(read("binary", line), Optional.empty());
        }
      };

  private static final EventTime NOON = EventTime.parse("2024-03-10T12:00:00Z");

  private TestSignals() {}

  /** A record's value that is read as a signal. */
  static byte[] line(String tenant, String id, String value) {
    return bytes(tenant + "|" + id + "|" + value);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Candidate read(String form, String line) {
    String[] parts = line.split("\\|", -1);
    if (parts.length != 3) {
      return new Candidate.Malformed(new Rejection(RejectionReason.MALFORMED, "no signal"));
    }
    try {
      SignalKey key =
          new SignalKey(
              new TenantId(parts[0]), new SourceId("meter"), new SignalId(parts[1]), NOON);
      return new Candidate.WellFormed(
          new Signal(
              key,
              new SignalType(form),
              SignalValue.of(new BigDecimal(parts[2])),
              Weight.ONE,
              Optional.empty(),
              Attributes.NONE));
    } catch (InvalidValueException | NumberFormatException e) {
      return new Candidate.Malformed(new Rejection(RejectionReason.INVALID, "value: no number"));
    }
  }
}
