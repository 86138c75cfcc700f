package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Attributes;
import io.signalcoherence.ports.model.JsonValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a signal's attributes as a tree; after a fault it only goes on to their end. */
final class AttributesReader {

  private static final String FIELD = SignalField.ATTRIBUTES.wireName();
  private static final JsonValue NULL = new JsonValue.Null();
  private static final JsonValue TRUE = new JsonValue.Bool(true);
  private static final JsonValue FALSE = new JsonValue.Bool(false);

  private final JsonParser parser;
  private final Supplier<Faults> faults;
  private boolean broken;

  private AttributesReader(JsonParser parser, Supplier<Faults> faults) {
    this.parser = parser;
    this.faults = faults;
  }

  /** The attributes that the parser stands at; null if they were refused and the fault is noted. */
  static @Nullable Attributes read(JsonParser parser, Supplier<Faults> faults) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      faults.get().form(FIELD, SignalReader.kind(parser.currentToken()), "an object");
      parser.skipChildren();
      return null;
    }
    AttributesReader reader = new AttributesReader(parser, faults);
    JsonValue tree = reader.object(1);
    if (reader.broken || !(tree instanceof JsonValue.Obj object)) {
      return null;
    }
    try {
      return Attributes.of(object);
    } catch (InvalidValueException e) {
      faults.get().invalid(e);
      return null;
    }
  }

  private JsonValue value(int depth) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(depth);
      case START_ARRAY -> array(depth);
      case VALUE_STRING -> string();
      case VALUE_TRUE -> TRUE;
      case VALUE_FALSE -> FALSE;
      case VALUE_NULL -> NULL;
      default -> number();
    };
  }

  private JsonValue object(int depth) throws IOException {
    if (tooDeep(depth)) {
      return NULL;
    }
    SortedMap<String, JsonValue> members = new TreeMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (broken) {
        parser.skipChildren();
      } else if (members.put(name, value(depth + 1)) != null) {
        fault("the member " + Faults.plain(name) + " stands twice", "each member once");
      }
    }
    try {
      return broken ? NULL : new JsonValue.Obj(members);
    } catch (InvalidValueException e) {
      return refused(e);
    }
  }

  private JsonValue array(int depth) throws IOException {
    if (tooDeep(depth)) {
      return NULL;
    }
    List<JsonValue> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (broken) {
        parser.skipChildren();
      } else {
        items.add(value(depth + 1));
      }
    }
    return broken ? NULL : new JsonValue.Array(items);
  }

  private JsonValue string() throws IOException {
    try {
      return new JsonValue.Str(parser.getText());
    } catch (InvalidValueException e) {
      return refused(e);
    }
  }

  private JsonValue number() throws IOException {
    Optional<BigDecimal> exact = SignalReader.exact(parser);
    try {
      if (exact.isPresent()) {
        return new JsonValue.Num(exact.get());
      }
    } catch (ArithmeticException e) {
      // answered below: its exponent leaves the range of exact numbers
    } catch (InvalidValueException e) {
      return refused(e);
    }
    return fault("a number too long to keep", "fewer digits");
  }

  private boolean tooDeep(int depth) throws IOException {
    if (depth <= Attributes.MAX_DEPTH) {
      return false;
    }
    parser.skipChildren();
    fault("deeper than 64 levels", "at most 64 levels");
    return true;
  }

  private JsonValue fault(String found, String expected) {
    broken = true;
    faults.get().form(FIELD, found, expected);
    return NULL;
  }

  private JsonValue refused(InvalidValueException refusal) {
    broken = true;
    faults.get().invalid(refusal);
    return NULL;
  }
}
