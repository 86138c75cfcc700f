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
 * @param run the server's run in which the token was given; the append was durable in it or before
 * @param transaction the append's transaction
 * @param walPosition a write-ahead log position read after the commit, in bytes, 0 or more
 */
public record CommitToken(
    EpochNumber epoch, RunNumber run, TransactionId transaction, long walPosition) {

  /** The form of the first run, which has no place for another. */
  private static final byte FIRST_RUN = 1;

  private static final byte ANY_RUN = 2;
  private static final int FIRST_RUN_BYTES = 1 + Integer.BYTES + 2 * Long.BYTES;
  private static final int ANY_RUN_BYTES = FIRST_RUN_BYTES + Integer.BYTES;

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

  /** A token of the first run, for a ledger that has one run only. */
  public static CommitToken ofFirstRun(
      EpochNumber epoch, TransactionId transaction, long walPosition) {
    return new CommitToken(epoch, RunNumber.FIRST, transaction, walPosition);
  }

  /** The opaque text: URL-safe Base64 without padding. */
  public String encoded() {
    boolean first = run.equals(RunNumber.FIRST);
    ByteBuffer bytes = ByteBuffer.allocate(first ? FIRST_RUN_BYTES : ANY_RUN_BYTES);
    bytes.put(first ? FIRST_RUN : ANY_RUN).putInt(epoch.value());
    if (!first) {
      bytes.putInt(run.value());
    }
    bytes.putLong(transaction.value()).putLong(walPosition);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /**
   * Reads the opaque text.
   *
   * @throws InvalidValueException if the text is no token
   */
  public static CommitToken decode(String text) {
    try {
      CommitToken token = read(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)));
      if (token.encoded().equals(text)) { // the last letter has bits that say nothing
        return token;
      }
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      // answered below: every malformed token gets the same message
    }
    throw new InvalidValueException("token", text, "a token from a receipt");
  }

  private static CommitToken read(ByteBuffer bytes) {
    boolean any = bytes.get() == ANY_RUN;
    EpochNumber epoch = new EpochNumber(bytes.getInt());
    RunNumber run = any ? new RunNumber(bytes.getInt()) : RunNumber.FIRST;
    return new CommitToken(epoch, run, new TransactionId(bytes.getLong()), bytes.getLong());
  }
}
