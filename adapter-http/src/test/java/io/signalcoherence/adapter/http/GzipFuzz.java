package io.signalcoherence.adapter.http;

import io.netty.buffer.Unpooled;
import io.signalcoherence.ports.corpus.Law;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** A body that is gzip, or is packed and then damaged. */
final class GzipFuzz {

  private static final int LIMIT = 4_096;

  private GzipFuzz() {}

  /** Tries a body as it is, as what is packed, and as two members. */
  public static void fuzzerTestOneInput(byte[] body) throws IOException {
    inflated(body);
    byte[] packed = gzip(body);
    boolean fits = body.length <= LIMIT;
    Law.same(
        inflated(packed).map(Arrays::toString),
        fits ? Optional.of(Arrays.toString(body)) : Optional.empty(),
        "what is packed is unpacked");
    int cut = body.length / 2;
    byte[] members =
        joined(gzip(Arrays.copyOf(body, cut)), gzip(Arrays.copyOfRange(body, cut, body.length)));
    Law.same(
        inflated(members).map(Arrays::toString),
        inflated(packed).map(Arrays::toString),
        "members stand for what they hold, one after the other");
    inflated(joined(packed, body));
    inflated(Arrays.copyOf(packed, packed.length - 1 - body.length % 10));
  }

  /** What is unpacked, as the oracle has it; empty if it was refused with cause. */
  private static Optional<byte[]> inflated(byte[] packed) {
    Optional<byte[]> expected = GzipOracle.unpacked(packed);
    Body body = new Body(packed.length);
    body.append(Unpooled.wrappedBuffer(packed));
    try {
      Inflation.inflate(body, LIMIT);
      Law.holds(expected.isPresent(), "what is taken is gzip to the last byte");
      Law.holds(body.bytes().length <= LIMIT + 1, "memory is bounded by the limit");
      byte[] found = Arrays.copyOf(body.bytes(), body.length());
      Law.holds(Arrays.equals(found, expected.get()), "it unpacks to what the oracle says");
      return Optional.of(found);
    } catch (Refusal e) {
      boolean tooLarge = e.reply().status() == Problem.BODY_TOO_LARGE.status();
      if (expected.isPresent()) {
        Law.holds(tooLarge && expected.get().length > LIMIT, "gzip that fits is taken");
      } else {
        Law.holds(
            tooLarge || e.reply().status() == Problem.BAD_ENCODING.status(),
            "what is no gzip is told so");
      }
      return Optional.empty();
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
