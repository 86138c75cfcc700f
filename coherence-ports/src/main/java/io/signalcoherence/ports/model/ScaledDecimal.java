package io.signalcoherence.ports.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounding of bounded decimals to a whole number of units. */
final class ScaledDecimal {

  private ScaledDecimal() {}

  /**
   * Rounds half-even to {@code decimals} and returns the unscaled number. The value must be from 0
   * to 1e6; however small or long it is, the work is bounded by its own digits.
   */
  static long round(BigDecimal value, int decimals) {
    // below half a unit by magnitude alone: setScale would first expand every zero in between
    if (value.precision() - (long) value.scale() < -decimals) {
      return 0;
    }
    return value.setScale(decimals, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
  }
}
