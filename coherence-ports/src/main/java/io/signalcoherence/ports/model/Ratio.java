package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A number in [0, 1], shown with 9 decimals, rounded half-even.
 *
 * @param value the number
 */
public record Ratio(BigDecimal value) implements Comparable<Ratio> {

  /** Decimals shown. */
  public static final int DECIMALS = 9;

  /**
   * Rounds and validates.
   *
   * @throws InvalidValueException if not in [0, 1]
   */
  public Ratio {
    value = value.setScale(DECIMALS, RoundingMode.HALF_EVEN);
    if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
      throw new InvalidValueException("ratio", value, "0 to 1");
    }
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
