package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.math.BigDecimal;

/**
 * A number in [0, 1], shown with 9 decimals, rounded half-even.
 *
 * @param value the number
 */
public record Ratio(BigDecimal value) implements Comparable<Ratio> {

  /** Decimals shown. */
  public static final int DECIMALS = 9;

  /**
   * Validates and rounds. The range is checked before the rounding.
   *
   * @throws InvalidValueException if not in [0, 1]
   */
  public Ratio {
    if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
      throw new InvalidValueException("ratio", value, "0 to 1");
    }
    value = BigDecimal.valueOf(ScaledDecimal.round(value, DECIMALS), DECIMALS);
  }

  /** Reads a decimal number. */
  public static Ratio of(String text) {
    try {
      return new Ratio(new BigDecimal(text));
    } catch (NumberFormatException e) {
      throw new InvalidValueException("ratio", text, "a number from 0 to 1");
    }
  }

  @Override
  public int compareTo(Ratio other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toPlainString();
  }
}
