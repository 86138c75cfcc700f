package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Comparator;
import java.util.UUID;

/**
 * A place in the ledger's order, after the record that it names. Opaque to callers. Order is
 * (epoch, transaction, position), never position alone, since transactions commit out of order.
 *
 * @param readIn the epoch in which the reading began; a cursor of an ended epoch is told so,
 *     because what it has passed may no longer be there, and so is one of another ledger
 * @param epoch the epoch of the last record that was read
 * @param transaction the transaction of the last record that was read
 * @param position the place of that record in its transaction, from 0; −1 is before the first
 */
public record Cursor(EpochId readIn, EpochNumber epoch, TransactionId transaction, int position)
    implements Comparable<Cursor> {

  private static final byte VERSION = 2;
  private static final int BYTES = 1 + 2 * Integer.BYTES + 3 * Long.BYTES;
  private static final Comparator<Cursor> ORDER =
      Comparator.comparing(Cursor::epoch)
          .thenComparing(Cursor::transaction)
          .thenComparingInt(Cursor::position);

  /**
   * Validates the position.
   *
   * @throws InvalidValueException if the position is below −1
   */
  public Cursor {
    if (position < -1) {
      throw new InvalidValueException("position", position, "-1 or more");
    }
  }

  /** Before the first record of the first epoch, for a reading that begins in the given epoch. */
  public static Cursor beginning(EpochId readIn) {
    return new Cursor(readIn, new EpochNumber(1), TransactionId.BEFORE_ALL, -1);
  }

  /** The opaque text: URL-safe Base64 without padding. */
  public String encoded() {
    byte[] bytes =
        ByteBuffer.allocate(BYTES)
            .put(VERSION)
            .putLong(readIn.value().getMostSignificantBits())
            .putLong(readIn.value().getLeastSignificantBits())
            .putInt(epoch.value())
            .putLong(transaction.value())
            .putInt(position)
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Reads the opaque text.
   *
   * @throws InvalidValueException if the text is no cursor
   */
  public static Cursor decode(String text) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      if (bytes.remaining() == BYTES && bytes.get() == VERSION) {
        return new Cursor(
            new EpochId(new UUID(bytes.getLong(), bytes.getLong())),
            new EpochNumber(bytes.getInt()),
            new TransactionId(bytes.getLong()),
            bytes.getInt());
      }
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      // answered below: every malformed cursor gets the same message
    }
    throw new InvalidValueException("cursor", text, "a cursor from this service");
  }

  @Override
  public int compareTo(Cursor other) {
    return ORDER.compare(this, other);
  }
}
