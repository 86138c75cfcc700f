package io.signalcoherence.perf.proxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One message of the protocol as it stands on the wire, its type byte (none in a start-up message)
 * and length included.
 *
 * <p>Layout after PostgreSQL's manual, "Message Formats": type (1 byte), length (4 bytes, counts
 * itself), body.
 */
final class WireMessage {

  private static final int LONGEST = 1 << 30;

  private final byte[] bytes;
  private final int bodyStart;

  private WireMessage(byte[] bytes, int bodyStart) {
    this.bytes = bytes;
    this.bodyStart = bodyStart;
  }

  static WireMessage read(DataInputStream in) throws IOException {
    byte type = in.readByte();
    return rest(in, 5, type);
  }

  /** Reads one of the messages that open a connection, which have no type byte. */
  static WireMessage readOpening(DataInputStream in) throws IOException {
    return rest(in, 4, (byte) 0);
  }

  private static WireMessage rest(DataInputStream in, int bodyStart, byte type) throws IOException {
    int length = in.readInt();
    if (length < 4 || length > LONGEST) {
      throw new IOException("message length: " + length + " (expected: 4 to " + LONGEST + ")");
    }
    byte[] bytes = new byte[bodyStart + length - 4];
    bytes[0] = type;
    ByteBuffer.wrap(bytes).putInt(bodyStart - 4, length);
    in.readFully(bytes, bodyStart, length - 4);
    return new WireMessage(bytes, bodyStart);
  }

  char type() {
    return (char) bytes[0];
  }

  /** The first four bytes of the body, which tell opening messages apart. */
  int code() {
    return ByteBuffer.wrap(bytes).getInt(bodyStart);
  }

  /** The zero-terminated text at place {@code index} among the texts that begin the body. */
  String text(int index) {
    return text(index, bodyStart);
  }

  /** Like {@link #text(int)}, with one byte before the texts. */
  String textAfterByte(int index) {
    return text(index, bodyStart + 1);
  }

  byte firstBodyByte() {
    return bytes[bodyStart];
  }

  private String text(int index, int from) {
    int start = from;
    for (int skipped = 0; ; skipped++) {
      int end = start;
      while (end < bytes.length && bytes[end] != 0) {
        end++;
      }
      if (skipped == index) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
      }
      start = Math.min(end + 1, bytes.length);
    }
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }
}
