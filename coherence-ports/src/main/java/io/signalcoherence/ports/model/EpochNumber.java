package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;

/**
 * Counts the lives of a ledger. A restored or promoted database begins a new one, because it may
 * reuse the transaction ids of the old.
 *
 * @param value 1 or more
 */
public record EpochNumber(int value) implements Comparable<EpochNumber> {

  /**
   * Validates the range.
   *
   * @throws InvalidValueException if below 1
   */
  public EpochNumber {
    if (value < 1) {
      throw new InvalidValueException("epoch", value, "1 or more");
    }
  }

  @Override
  public int compareTo(EpochNumber other) {
    return Integer.compare(value, other.value);
  }
}
