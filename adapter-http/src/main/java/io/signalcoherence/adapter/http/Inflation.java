package io.signalcoherence.adapter.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Unpacks gzip (RFC 1952), within a bound. */
final class Inflation {

  private static final int FIRST_BLOCK = 8 * 1024;

  private Inflation() {}

  /**
   * Unpacks a body in place.
   *
   * @param limit the most bytes that it may unpack to
   * @throws Refusal if it is no gzip, is cut short or unpacks to more
   */
  static void inflate(Body body, int limit) throws Refusal {
    byte[] out = new byte[Math.min(limit + 1, Math.max(FIRST_BLOCK, 4 * body.length()))];
    int length = 0;
    try (Members in = new Members(body)) {
      while (true) {
        if (length == out.length) {
          out = Arrays.copyOf(out, Math.min(limit + 1, 2 * length));
        }
        int read = in.read(out, length, out.length - length);
        if (read < 0) {
          in.requireEnd();
          body.replace(out, length);
          return;
        }
        length += read;
        if (length > limit) {
          throw new Refusal(
              Problem.BODY_TOO_LARGE,
              "body: unpacks to more than " + limit + " bytes (expected: at most that)");
        }
      }
    } catch (IOException e) {
      throw new Refusal(
          Problem.BAD_ENCODING,
          "content-encoding: not gzip, cut short or followed by more (expected: gzip)");
    }
  }

  /** The members of a body. The JDK alone would pass over what follows the last of them. */
  private static final class Members extends GZIPInputStream {

    private static final int TRAILER = 8;

    /** Takes the whole body in one block, so that the inflater knows what is left of it. */
    Members(Body body) throws IOException {
      super(new ByteArrayInputStream(body.bytes(), 0, body.length()), Math.max(1, body.length()));
    }

    void requireEnd() throws IOException {
      if (inf.getRemaining() != TRAILER) {
        throw new ZipException("something follows the last member");
      }
    }
  }
}
