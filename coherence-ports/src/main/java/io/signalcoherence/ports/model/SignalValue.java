package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.math.BigDecimal;

/**
 * What a signal says: a number in [0, 1], kept to 9 decimals as a whole number of billionths.
 *
 * @param billionths 0 to 1,000,000,000
 */
public record SignalValue(long billionths) {

  /** Decimals kept. */
  public static final int DECIMALS = 9;

  private static final long ONE = 1_000_000_000L;

  /**
   * Validates the range.
   *
   * @throws InvalidValueException if out of range
   */
  public SignalValue {
    if (billionths < 0 || billionths > ONE) {
      throw new InvalidValueException("value", billionths + "e-9", "0 to 1");
    }
  }

  /**
   * Rounds half-even to 9 decimals. The range is checked before the rounding.
   *
   * @throws InvalidValueException if not in [0, 1]
   */
  public static SignalValue of(BigDecimal value) {
    if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
      throw new InvalidValueException("value", value, "0 to 1");
    }
    if (value.signum() == 0) {
      return new SignalValue(0);
    }
    return new SignalValue(ScaledDecimal.round(value, DECIMALS));
  }

  /** The same number as a decimal with 9 decimals. */
  public BigDecimal decimal() {
    return BigDecimal.valueOf(billionths, DECIMALS);
  }

  @Override
  public String toString() {
    return decimal().toPlainString();
  }
}
