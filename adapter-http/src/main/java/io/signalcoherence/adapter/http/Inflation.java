package io.signalcoherence.adapter.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

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
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(body.bytes(), 0, body.length()))) {
      while (true) {
        if (length == out.length) {
          out = Arrays.copyOf(out, Math.min(limit + 1, 2 * length));
        }
        int read = in.read(out, length, out.length - length);
        if (read < 0) {
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
          Problem.BAD_ENCODING, "content-encoding: not gzip or cut short (expected: gzip)");
    }
  }
}
