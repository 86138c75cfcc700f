package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;

/**
 * How many signals there are of one tenant, and a digest of them all, to compare a projection with
 * the ledger. Neither depends on an order. A signal that is missing, doubled or differs in anything
 * that {@link ProjectedSignal} keeps makes another digest.
 *
 * @param signals how many, 0 or more; a doubled one counts twice
 * @param digest Σ SHA-256(signal) mod 2^256, over the signal's fields in a length-prefixed form; a
 *     sum, since a doubled pair would vanish from an exclusive or
 */
public record SignalsTally(long signals, BigInteger digest) {

  /** The tally of no signal. */
  public static final SignalsTally NONE = new SignalsTally(0, BigInteger.ZERO);

  private static final int DIGEST_BITS = 256;

  /**
   * Validates the range.
   *
   * @throws InvalidValueException if the count or the digest is negative, or the digest has more
   *     than 256 bits
   */
  public SignalsTally {
    if (signals < 0 || digest.signum() < 0 || digest.bitLength() > DIGEST_BITS) {
      throw new InvalidValueException("tally", signals, "0 or more, with a digest of 256 bits");
    }
  }

  /** The tally of signals. */
  public static SignalsTally of(Collection<ProjectedSignal> signals) {
    SignalsTally tally = NONE;
    for (ProjectedSignal signal : signals) {
      tally = tally.plus(signal);
    }
    return tally;
  }

  /** The tally with one signal more. */
  public SignalsTally plus(ProjectedSignal signal) {
    BigInteger sum = digest.add(new BigInteger(1, hash(signal)));
    return new SignalsTally(Math.addExact(signals, 1), low(sum));
  }

  private static BigInteger low(BigInteger sum) {
    return sum.testBit(DIGEST_BITS) ? sum.clearBit(DIGEST_BITS) : sum;
  }

  private static byte[] hash(ProjectedSignal signal) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      put(sha, signal.key().tenant().value());
      put(sha, signal.key().source().value());
      put(sha, signal.key().id().value());
      put(sha, signal.key().ts().value());
      put(sha, signal.type().value());
      put(sha, signal.value().billionths());
      put(sha, signal.weight().millionths());
      put(sha, signal.admission().id().value().getMostSignificantBits());
      put(sha, signal.admission().id().value().getLeastSignificantBits());
      sha.update(signal.admission().digest().bytes());
      put(sha, signal.request());
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void put(MessageDigest sha, RequestMark request) {
    if (request instanceof RequestMark.Traced traced) {
      put(sha, traced.trace().value());
    } else if (request instanceof RequestMark.Received received) {
      put(sha, received.channel().wireName());
      put(sha, received.principal().subject());
      put(sha, received.principal().organisation().value());
      put(sha, received.receivedAt());
    }
  }

  private static void put(MessageDigest sha, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    put(sha, bytes.length);
    sha.update(bytes);
  }

  private static void put(MessageDigest sha, Instant instant) {
    put(sha, instant.getEpochSecond());
    put(sha, instant.getNano());
  }

  private static void put(MessageDigest sha, long number) {
    sha.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }
}
