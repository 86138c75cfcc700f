package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a {@link JsonValue} so that equal values have equal text. */
final class CanonicalJson {

  private static final char FIRST_PRINTABLE = ' ';

  private final StringBuilder out = new StringBuilder();
  private final int maxDepth;
  private final int maxChars;

  private CanonicalJson(int maxDepth, int maxChars) {
    this.maxDepth = maxDepth;
    this.maxChars = maxChars;
  }

  static String write(JsonValue value, int maxDepth, int maxChars) {
    CanonicalJson writer = new CanonicalJson(maxDepth, maxChars);
    writer.value(value, 1);
    return writer.out.toString();
  }

  private void value(JsonValue value, int depth) {
    if (out.length() > maxChars) {
      throw new InvalidValueException(
          "attributes", "more than " + maxChars + " bytes", "at most " + maxChars + " bytes");
    }
    if (value instanceof JsonValue.Obj object) {
      object(object, depth);
    } else if (value instanceof JsonValue.Array array) {
      array(array.items(), depth);
    } else if (value instanceof JsonValue.Str text) {
      string(text.value());
    } else if (value instanceof JsonValue.Num number) {
      out.append(number.value());
    } else if (value instanceof JsonValue.Bool bool) {
      out.append(bool.value());
    } else {
      out.append("null");
    }
  }

  private void object(JsonValue.Obj object, int depth) {
    requireDepth(depth);
    out.append('{');
    String separator = "";
    for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
      out.append(separator);
      string(member.getKey());
      out.append(':');
      value(member.getValue(), depth + 1);
      separator = ",";
    }
    out.append('}');
  }

  private void array(List<JsonValue> items, int depth) {
    requireDepth(depth);
    out.append('[');
    String separator = "";
    for (JsonValue item : items) {
      out.append(separator);
      value(item, depth + 1);
      separator = ",";
    }
    out.append(']');
  }

  private void requireDepth(int depth) {
    if (depth > maxDepth) {
      throw new InvalidValueException(
          "attributes", "deeper than " + maxDepth + " levels", "at most " + maxDepth + " levels");
    }
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
