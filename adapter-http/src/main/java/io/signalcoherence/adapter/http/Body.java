package io.signalcoherence.adapter.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * A request's body as it comes in. It grows with what has arrived, never with what was announced
 * beyond a first block.
 */
final class Body {

  private static final byte[] NONE = new byte[0];
  private static final int FIRST_BLOCK = 64 * 1024;

  private final int announced;
  private byte[] bytes = NONE;
  private int length;

  /**
   * An empty body.
   *
   * @param announced how many bytes are to come; -1 if it is not known
   */
  Body(long announced) {
    this.announced = (int) Math.min(announced, FIRST_BLOCK);
  }

  void append(ByteBuf part) {
    int more = part.readableBytes();
    if (length + more > bytes.length) {
      int wanted = Math.max(length + more, bytes.length == 0 ? announced : 2 * bytes.length);
      bytes = Arrays.copyOf(bytes, wanted);
    }
    part.readBytes(bytes, length, more);
    length += more;
  }

  /** Holds the body from 0 to {@link #length()}. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Puts the unpacked body in place of the packed one. */
  void replace(byte[] unpacked, int unpackedLength) {
    bytes = unpacked;
    length = unpackedLength;
  }

  /** Lets go of the bytes. */
  void clear() {
    bytes = NONE;
    length = 0;
  }
}
