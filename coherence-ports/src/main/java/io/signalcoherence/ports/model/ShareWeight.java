package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;

/**
 * A tenant's part of the capacity when not all can be served, relative to the others'.
 *
 * @param value 1 to 1,000
 */
public record ShareWeight(int value) {

  /** The default. */
  public static final ShareWeight ONE = new ShareWeight(1);

  private static final int MAX = 1_000;

  /**
   * Validates the range.
   *
   * @throws InvalidValueException if out of range
   */
  public ShareWeight {
    if (value < 1 || value > MAX) {
      throw new InvalidValueException("share", value, "1 to 1000");
    }
  }
}
