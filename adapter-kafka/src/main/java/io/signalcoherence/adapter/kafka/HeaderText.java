package io.signalcoherence.adapter.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The text of keys and headers, which are bytes to Kafka. */
final class HeaderText {

  private static final int SHOWN = 64;

  private HeaderText() {}

  /** The text of these bytes; empty if there are none, or they are no UTF-8. */
  static Optional<String> of(byte @Nullable [] bytes) {
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What a stranger wrote, short and without what would change how a log or terminal shows it. */
  static String shown(String found) {
    StringBuilder text = new StringBuilder();
    found
        .codePoints()
        .limit(SHOWN)
        .map(point -> isPlain(point) ? point : 0xFFFD)
        .forEach(text::appendCodePoint);
    return found.codePointCount(0, found.length()) > SHOWN ? text + "..." : text.toString();
  }

  private static boolean isPlain(int point) {
    int type = Character.getType(point);
    return !Character.isISOControl(point)
        && type != Character.SURROGATE
        && type != Character.FORMAT;
  }
}
