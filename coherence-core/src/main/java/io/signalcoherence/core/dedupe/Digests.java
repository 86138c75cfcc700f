package io.signalcoherence.core.dedupe;

import io.signalcoherence.ports.model.PayloadDigest;
import io.signalcoherence.ports.model.Signal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Makes payload digests: the version of the encoding, one byte, and the SHA-256 (FIPS 180-4) of the
 * signal's payload in that encoding. Equal payloads have equal digests on every JDK. Pure.
 */
public final class Digests {

  /** The version of the encoding that new digests are made with. */
  public static final int VERSION = PayloadEncoding.VERSION;

  private Digests() {}

  /** The digest of what a signal says besides its key. */
  public static PayloadDigest of(Signal signal) {
    byte[] hash = sha256("SHA-256").digest(PayloadEncoding.encode(signal));
    return PayloadDigest.of(
        ByteBuffer.allocate(PayloadDigest.LENGTH).put((byte) VERSION).put(hash).array());
  }

  static MessageDigest sha256(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java platform lacks " + name, e);
    }
  }
}
