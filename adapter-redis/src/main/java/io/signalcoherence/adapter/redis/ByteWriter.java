package io.signalcoherence.adapter.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Writes numbers high byte first, and texts and whole numbers behind their length in bytes. */
final class ByteWriter {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  ByteWriter octet(int value) {
    bytes.write(value);
    return this;
  }

  ByteWriter number(int value) {
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    return this;
  }

  ByteWriter large(long value) {
    bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    return this;
  }

  ByteWriter text(String value) {
    return part(value.getBytes(UTF_8));
  }

  ByteWriter whole(BigInteger value) {
    return part(value.toByteArray());
  }

  byte[] written() {
    return bytes.toByteArray();
  }

  private ByteWriter part(byte[] part) {
    number(part.length);
    bytes.writeBytes(part);
    return this;
  }
}
