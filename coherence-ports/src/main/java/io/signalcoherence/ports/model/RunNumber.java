package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;

/**
 * Counts the runs of a ledger's server within one epoch. A crash ends a run: ids of transactions
 * that had ended without becoming durable may be given again in the next.
 *
 * @param value 1 or more
 */
public record RunNumber(int value) implements Comparable<RunNumber> {

  /** The first run of an epoch, and the only one of a ledger that can't outlive a crash. */
  public static final RunNumber FIRST = new RunNumber(1);

  /**
   * Validates the range.
   *
   * @throws InvalidValueException if below 1
   */
  public RunNumber {
    if (value < 1) {
      throw new InvalidValueException("run", value, "1 or more");
    }
  }

  @Override
  public int compareTo(RunNumber other) {
    return Integer.compare(value, other.value);
  }
}
