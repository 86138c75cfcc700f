package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.model.Attributes;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalId;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.SignalValue;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.Weight;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads one signal from a parser that stands at its first token, and leaves the parser at its last.
 * A fault of the signal becomes a rejection; only a fault of the JSON text itself is thrown.
 */
final class SignalReader {

  private static final String TEXT = "a string";
  private static final String NUMBER = "a number";

  private final JsonParser parser;
  private final Supplier<String> path;
  private final int shown;
  private @Nullable Faults faults;
  private final Set<SignalField> seen = EnumSet.noneOf(SignalField.class);

  private @Nullable TenantId tenant;
  private @Nullable SourceId source;
  private @Nullable SignalId id;
  private @Nullable EventTime ts;
  private @Nullable SignalType type;
  private @Nullable SignalValue value;
  private Weight weight = Weight.ONE;
  private Optional<Region> residency = Optional.empty();
  private Attributes attributes = Attributes.NONE;

  private SignalReader(JsonParser parser, Supplier<String> path, int shown) {
    this.parser = parser;
    this.path = path;
    this.shown = shown;
  }

  /**
   * Reads the signal.
   *
   * @param path the signal's JSON path; asked for only if there is a fault
   * @param shown how many faults are told in words
   */
  static Candidate read(JsonParser parser, Supplier<String> path, int shown) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      String found = kind(parser.currentToken());
      parser.skipChildren();
      return new Candidate.Malformed(Faults.malformed(path.get(), found, "an object"));
    }
    return new SignalReader(parser, path, shown).object();
  }

  /**
   * Reads the data of an event, which hold the payload and may repeat the rest.
   *
   * @param parser stands at the object's first token
   */
  static SignalReader data(JsonParser parser, Supplier<String> path, int shown) throws IOException {
    SignalReader reader = new SignalReader(parser, path, shown);
    reader.members();
    reader.requireSeen(SignalField.VALUE, NUMBER);
    return reader;
  }

  /** The event's signal; null if something is wrong with its data, which is noted. */
  @Nullable Signal under(SignalKey key, SignalType eventType) {
    requireSame(SignalField.TENANT_ID, tenant, key.tenant());
    requireSame(SignalField.SOURCE, source, key.source());
    requireSame(SignalField.SIGNAL_ID, id, key.id());
    requireSame(SignalField.TS, ts, key.ts());
    requireSame(SignalField.TYPE, type, eventType);
    return faults != null || value == null
        ? null
        : new Signal(key, eventType, value, weight, residency, attributes);
  }

  /** What is wrong so far, if anything is. */
  Optional<Faults> noted() {
    return Optional.ofNullable(faults);
  }

  private void requireSame(SignalField field, @Nullable Object repeated, Object said) {
    if (repeated != null && !repeated.equals(said)) {
      faults().form(field.wireName(), "another than the event's", "the same, or none");
    }
  }

  private Candidate object() throws IOException {
    members();
    return candidate();
  }

  private void members() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      SignalField field = SignalField.named(name);
      if (field == null) {
        faults().form(name, "unknown field", () -> SignalField.expectedInsteadOf(name));
        parser.skipChildren();
      } else if (!seen.add(field)) {
        faults().form(name, "stands twice", "each field once");
        parser.skipChildren();
      } else {
        field(field);
      }
    }
  }

  private void field(SignalField field) throws IOException {
    switch (field) {
      case TENANT_ID -> tenant = text(field, TenantId::new);
      case SOURCE -> source = text(field, SourceId::new);
      case SIGNAL_ID -> id = text(field, SignalId::new);
      case TS -> ts = text(field, EventTime::parse);
      case TYPE -> type = text(field, SignalType::new);
      case VALUE -> value = number(field, SignalValue::of);
      case WEIGHT -> {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
          Weight read = number(field, Weight::of);
          weight = read == null ? weight : read;
        }
      }
      case RESIDENCY -> {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
          residency = Optional.ofNullable(text(field, Region::new));
        }
      }
      case ATTRIBUTES -> {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
          Attributes read = AttributesReader.read(parser, this::faults);
          attributes = read == null ? attributes : read;
        }
      }
    }
  }

  private Candidate candidate() {
    requireSeen(SignalField.TENANT_ID, TEXT);
    requireSeen(SignalField.SOURCE, TEXT);
    requireSeen(SignalField.SIGNAL_ID, TEXT);
    requireSeen(SignalField.TS, "a time, RFC 3339 with offset");
    requireSeen(SignalField.TYPE, TEXT);
    requireSeen(SignalField.VALUE, NUMBER);
    if (faults != null) {
      return new Candidate.Malformed(faults.rejection());
    }
    if (tenant == null || source == null || id == null) {
      throw new IllegalStateException("a fault was not noted");
    }
    if (ts == null || type == null || value == null) {
      throw new IllegalStateException("a fault was not noted");
    }
    SignalKey key = new SignalKey(tenant, source, id, ts);
    return new Candidate.WellFormed(new Signal(key, type, value, weight, residency, attributes));
  }

  private void requireSeen(SignalField field, String expected) {
    if (!seen.contains(field)) {
      faults().missing(field.wireName(), expected);
    }
  }

  private <T> @Nullable T text(SignalField field, Function<String, T> make) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      wrong(field, TEXT);
      return null;
    }
    try {
      return make.apply(parser.getText());
    } catch (InvalidValueException e) {
      faults().invalid(e);
      return null;
    }
  }

  private <T> @Nullable T number(SignalField field, Function<BigDecimal, T> make)
      throws IOException {
    if (!parser.currentToken().isNumeric()) {
      wrong(field, NUMBER);
      return null;
    }
    Optional<BigDecimal> exact = exact(parser);
    if (exact.isEmpty()) {
      faults().form(field.wireName(), "a number too long to keep", "fewer digits");
      return null;
    }
    try {
      return make.apply(exact.get());
    } catch (InvalidValueException e) {
      faults().invalid(e);
      return null;
    }
  }

  private void wrong(SignalField field, String expected) throws IOException {
    faults().form(field.wireName(), kind(parser.currentToken()), expected);
    parser.skipChildren();
  }

  private Faults faults() {
    Faults noted = faults;
    if (noted == null) {
      noted = new Faults(path.get(), shown);
      faults = noted;
    }
    return noted;
  }

  /** The current number with all its digits; empty if it is too long or its exponent too large. */
  static Optional<BigDecimal> exact(JsonParser parser) throws IOException {
    int length = parser.getTextLength();
    if (length > Json.MAX_NUMBER_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new BigDecimal(parser.getTextCharacters(), parser.getTextOffset(), length));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_NULL -> "null";
      default -> "nothing";
    };
  }
}
