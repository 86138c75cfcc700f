package io.signalcoherence.core.dedupe;

import io.signalcoherence.ports.model.Attributes;
import io.signalcoherence.ports.model.JsonValue;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Signal;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Writes what a signal says besides its key, in one form, version 1, that no two different payloads
 * share. Numbers are big-endian; a text is its length in bytes (32 bits) and its UTF-8 form:
 *
 * <ol>
 *   <li>the type, a text;
 *   <li>the value in billionths, 64 bits; the weight in millionths, 64 bits;
 *   <li>the residency: a byte 0, or a byte 1 and a text;
 *   <li>the attributes: a byte 0, or a byte 1 and a JSON value.
 * </ol>
 *
 * <p>A JSON value is a byte that says its kind, and: null 0, false 1, true 2 nothing; number 3 its
 * scale (32 bits), then its unscaled value as length (32 bits) and two's complement bytes, without
 * trailing zeros; string 4 a text; array 5 the number of items (32 bits) and each; object 6 the
 * number of members (32 bits) and each as the text of its name and its value, by name in UTF-16
 * code unit order.
 */
final class PayloadEncoding {

  static final int VERSION = 1;

  private static final int ABSENT = 0;
  private static final int PRESENT = 1;
  private static final int NULL = 0;
  private static final int FALSE = 1;
  private static final int TRUE = 2;
  private static final int NUMBER = 3;
  private static final int STRING = 4;
  private static final int ARRAY = 5;
  private static final int OBJECT = 6;

  private static final int INITIAL_BYTES = 64;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(INITIAL_BYTES);

  private PayloadEncoding() {}

  static byte[] encode(Signal signal) {
    PayloadEncoding encoding = new PayloadEncoding();
    encoding.text(signal.type().value());
    encoding.number(signal.value().billionths());
    encoding.number(signal.weight().millionths());
    encoding.residency(signal.residency());
    encoding.attributes(signal.attributes());
    return encoding.out.toByteArray();
  }

  private void residency(Optional<Region> region) {
    out.write(region.isPresent() ? PRESENT : ABSENT);
    region.ifPresent(present -> text(present.value()));
  }

  private void attributes(Attributes attributes) {
    out.write(attributes.isPresent() ? PRESENT : ABSENT);
    if (attributes.isPresent()) {
      value(attributes.object());
    }
  }

  private void value(JsonValue value) {
    if (value instanceof JsonValue.Str string) {
      out.write(STRING);
      text(string.value());
    } else if (value instanceof JsonValue.Num number) {
      decimal(number.value());
    } else if (value instanceof JsonValue.Bool bool) {
      out.write(bool.value() ? TRUE : FALSE);
    } else if (value instanceof JsonValue.Array array) {
      out.write(ARRAY);
      count(array.items().size());
      array.items().forEach(this::value);
    } else if (value instanceof JsonValue.Obj object) {
      out.write(OBJECT);
      count(object.members().size());
      for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
        text(member.getKey());
        value(member.getValue());
      }
    } else {
      out.write(NULL);
    }
  }

  private void decimal(BigDecimal number) {
    BigInteger unscaled = number.unscaledValue();
    out.write(NUMBER);
    count(number.scale());
    bytes(unscaled.toByteArray());
  }

  private void text(String text) {
    bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private void bytes(byte[] bytes) {
    count(bytes.length);
    out.writeBytes(bytes);
  }

  private void count(int count) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
  }

  private void number(long number) {
    out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }
}
