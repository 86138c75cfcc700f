package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a signal says, in {@value #LENGTH} bytes: one version byte and a SHA-256. Two digests can be
 * compared only if their versions are equal.
 */
public final class PayloadDigest {

  /** Bytes of a digest, the version byte included. */
  public static final int LENGTH = 33;

  private final byte[] bytes;

  private PayloadDigest(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Copies the bytes.
   *
   * @throws InvalidValueException if there are not {@value #LENGTH} of them
   */
  public static PayloadDigest of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new InvalidValueException("digest", bytes.length + " bytes", LENGTH + " bytes");
    }
    return new PayloadDigest(bytes.clone());
  }

  /** The version of the encoding that was hashed, 0 to 255. */
  public int version() {
    return bytes[0] & 0xFF;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PayloadDigest that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The bytes in lower-case hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
