package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;

/**
 * How many (source, type) pairs of a tenant are told apart on one UTC day; signals of further pairs
 * are counted in {@link Pair.Other}.
 *
 * @param value 1 to 100,000
 */
public record PairLimit(int value) {

  /** 256, the default. */
  public static final PairLimit STANDARD = new PairLimit(256);

  private static final int MAX = 100_000;

  /**
   * Validates the range.
   *
   * @throws InvalidValueException if out of range
   */
  public PairLimit {
    if (value < 1 || value > MAX) {
      throw new InvalidValueException("pairs", value, "1 to 100000");
    }
  }
}
