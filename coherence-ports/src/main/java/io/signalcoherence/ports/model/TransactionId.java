package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;

/**
 * A ledger transaction within one epoch; in PostgreSQL an {@code xid8}.
 *
 * @param value 0 or more; 0 comes before every transaction of the epoch
 */
public record TransactionId(long value) implements Comparable<TransactionId> {

  /** Before every transaction of its epoch. */
  public static final TransactionId BEFORE_ALL = new TransactionId(0);

  /**
   * Validates the range.
   *
   * @throws InvalidValueException if negative
   */
  public TransactionId {
    if (value < 0) {
      throw new InvalidValueException("transaction", value, "0 or more");
    }
  }

  @Override
  public int compareTo(TransactionId other) {
    return Long.compare(value, other.value);
  }
}
