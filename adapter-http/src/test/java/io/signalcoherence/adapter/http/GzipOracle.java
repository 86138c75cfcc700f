package io.signalcoherence.adapter.http;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * gzip by RFC 1952, a member after the other to the last byte, over the JDK's raw inflater.
 * Reserved flags are passed over.
 */
final class GzipOracle {

  private static final int MAGIC = 0x8B1F;
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final byte[] packed;
  private final ByteBuffer in;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private GzipOracle(byte[] packed) {
    this.packed = packed;
    this.in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What the bytes unpack to; empty if they are anything but members, at least one. */
  static Optional<byte[]> unpacked(byte[] packed) {
    try {
      return new GzipOracle(packed).members();
    } catch (BufferUnderflowException | DataFormatException e) {
      return Optional.empty();
    }
  }

  private Optional<byte[]> members() throws DataFormatException {
    do {
      if (!header() || !member()) {
        return Optional.empty();
      }
    } while (in.hasRemaining());
    return Optional.of(out.toByteArray());
  }

  private boolean header() {
    int from = in.position();
    if ((in.getShort() & 0xFFFF) != MAGIC || in.get() != DEFLATE) {
      return false;
    }
    int flags = in.get() & 0xFF;
    in.getInt();
    in.getShort();
    if ((flags & EXTRA) != 0) {
      in.get(new byte[in.getShort() & 0xFFFF]);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      CRC32 crc = new CRC32();
      crc.update(packed, from, in.position() - from);
      if ((in.getShort() & 0xFFFF) != (crc.getValue() & 0xFFFF)) {
        return false;
      }
    }
    return true;
  }

  private void skipText() {
    while (in.get() != 0) {
      // to its end
    }
  }

  private boolean member() throws DataFormatException {
    CRC32 crc = new CRC32();
    long length = 0;
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed, in.position(), in.remaining());
      byte[] block = new byte[1024];
      while (!inflater.finished()) {
        int more = inflater.inflate(block);
        if (more == 0 && !inflater.finished()) {
          return false;
        }
        out.write(block, 0, more);
        crc.update(block, 0, more);
        length += more;
      }
      in.position(in.limit() - inflater.getRemaining());
    } finally {
      inflater.end();
    }
    return in.getInt() == (int) crc.getValue() && in.getInt() == (int) length;
  }
}
