package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * "Show me an answer that includes this." Opaque to callers. Inclusion is decided by the
 * transaction against the snapshot that computed an answer; the write-ahead log position only
 * routes to a replica.
 *
 * @param epoch the ledger's life
 * @param transaction the append's transaction
 * @param walPosition a write-ahead log position read after the commit, in bytes, 0 or more
 */
public record CommitToken(EpochNumber epoch, TransactionId transaction, long walPosition) {

  private static final byte VERSION = 1;
  private static final int BYTES = 1 + Integer.BYTES + 2 * Long.BYTES;

  /**
   * Validates the position.
   *
   * @throws InvalidValueException if the position is negative
   */
  public CommitToken {
    if (walPosition < 0) {
      throw new InvalidValueException("wal_position", walPosition, "0 or more");
    }
  }

  /** The opaque text: URL-safe Base64 without padding. */
  public String encoded() {
    byte[] bytes =
        ByteBuffer.allocate(BYTES)
            .put(VERSION)
            .putInt(epoch.value())
            .putLong(transaction.value())
            .putLong(walPosition)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Reads the opaque text.
   *
   * @throws InvalidValueException if the text is no token
   */
  public static CommitToken decode(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() == BYTES && bytes.get() == VERSION) {
        return new CommitToken(
            new EpochNumber(bytes.getInt()), new TransactionId(bytes.getLong()), bytes.getLong());
      }
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      // answered below: every malformed token gets the same message
    }
    throw new InvalidValueException("token", text, "a token from a receipt");
  }
}
