package io.signalcoherence.adapter.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.signalcoherence.ports.error.CorruptException;
import io.signalcoherence.ports.model.Attributes;
import io.signalcoherence.ports.model.JsonValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads attributes back from the canonical text that they are stored as. */
final class AttributesText {

  /** Names are not kept for the next text: a sender may choose names whose hashes collide. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Attributes.MAX_DEPTH)
                  .maxNumberLength(Attributes.MAX_BYTES)
                  .build())
          .build();

  private AttributesText() {}

  /**
   * Reads an object.
   *
   * @throws CorruptException if the text is none, or one that no attributes have
   */
  static Attributes read(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        return Attributes.of(object(parser));
      }
    } catch (IOException | RuntimeException e) {
      throw new CorruptException("ledger-corrupt", "stored attributes can't be read", e);
    }
    throw new CorruptException("ledger-corrupt", "stored attributes are no object", null);
  }

  private static JsonValue.Obj object(JsonParser parser) throws IOException {
    TreeMap<String, JsonValue> members = new TreeMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      members.put(name, value(parser, parser.nextToken()));
    }
    return new JsonValue.Obj(members);
  }

  private static JsonValue.Array array(JsonParser parser) throws IOException {
    List<JsonValue> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(parser, token));
    }
    return new JsonValue.Array(items);
  }

  private static JsonValue value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new JsonValue.Str(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new JsonValue.Num(new BigDecimal(parser.getText()));
      case VALUE_TRUE, VALUE_FALSE -> new JsonValue.Bool(token == JsonToken.VALUE_TRUE);
      default -> new JsonValue.Null();
    };
  }
}
