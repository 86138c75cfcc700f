package io.signalcoherence.adapter.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Reads what {@link ByteWriter} writes. It never takes more memory than there are bytes.
 *
 * <p>What it can't read is a {@link BufferUnderflowException} or an {@link
 * IllegalArgumentException}.
 */
final class ByteReader {

  private final ByteBuffer bytes;

  ByteReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  byte octet() {
    return bytes.get();
  }

  int number() {
    return bytes.getInt();
  }

  long large() {
    return bytes.getLong();
  }

  String text() {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(part())).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("no UTF-8", e);
    }
  }

  BigInteger whole() {
    return new BigInteger(part());
  }

  /** How many elements follow, each of which takes so many bytes at least. */
  int count(int leastBytes) {
    int count = bytes.getInt();
    if (count < 0 || count > bytes.remaining() / leastBytes) {
      throw new IllegalArgumentException("count " + count);
    }
    return count;
  }

  boolean isAtEnd() {
    return !bytes.hasRemaining();
  }

  private byte[] part() {
    byte[] part = new byte[count(1)];
    bytes.get(part);
    return part;
  }
}
