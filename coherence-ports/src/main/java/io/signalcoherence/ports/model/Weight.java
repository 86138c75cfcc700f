package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.math.BigDecimal;

/**
 * How much a signal counts: a number in (0, 1e6], kept to 6 decimals as a whole number of
 * millionths.
 *
 * @param millionths 1 to 1,000,000,000,000
 */
public record Weight(long millionths) {

  /** Decimals kept. */
  public static final int DECIMALS = 6;

  /** The weight of a signal that names none. */
  public static final Weight ONE = new Weight(1_000_000L);

  private static final long MAX = 1_000_000_000_000L;
  private static final BigDecimal MAX_DECIMAL = BigDecimal.valueOf(MAX, DECIMALS);

  /**
   * Validates the range.
   *
   * @throws InvalidValueException if out of range
   */
  public Weight {
    if (millionths <= 0 || millionths > MAX) {
      throw new InvalidValueException("weight", millionths + "e-6", "above 0 and at most 1000000");
    }
  }

  /**
   * Rounds half-even to 6 decimals. The range is checked before and after the rounding.
   *
   * @throws InvalidValueException if not in (0, 1e6], or if it rounds to 0
   */
  public static Weight of(BigDecimal value) {
    if (value.signum() <= 0 || value.compareTo(MAX_DECIMAL) > 0) {
      throw new InvalidValueException("weight", value, "above 0 and at most 1000000");
    }
    long millionths = ScaledDecimal.round(value, DECIMALS);
    if (millionths == 0) {
      throw new InvalidValueException("weight", value, "at least 0.000001 after rounding");
    }
    return new Weight(millionths);
  }

  /** The same number as a decimal with 6 decimals. */
  public BigDecimal decimal() {
    return BigDecimal.valueOf(millionths, DECIMALS);
  }

  @Override
  public String toString() {
    return decimal().toPlainString();
  }
}
