package io.signalcoherence.perf.fold;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** An exact rational number: numerator over a positive denominator, in lowest terms. */
record Fraction(BigInteger numerator, BigInteger denominator) {

  static final Fraction ZERO = of(BigInteger.ZERO, BigInteger.ONE);
  static final Fraction ONE = of(BigInteger.ONE, BigInteger.ONE);

  static Fraction of(BigInteger numerator, BigInteger denominator) {
    if (denominator.signum() == 0) {
      throw new ArithmeticException("denominator: 0 (expected: not 0)");
    }
    BigInteger divisor = numerator.gcd(denominator);
    BigInteger signed = denominator.signum() < 0 ? divisor.negate() : divisor;
    return new Fraction(numerator.divide(signed), denominator.divide(signed));
  }

  Fraction plus(Fraction other) {
    return of(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  Fraction minus(Fraction other) {
    return plus(new Fraction(other.numerator.negate(), other.denominator));
  }

  Fraction times(Fraction other) {
    return of(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  Fraction over(Fraction other) {
    return of(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  /** Whether this is at least {@code part / whole}, decided without rounding. */
  boolean isAtLeast(long part, long whole) {
    return numerator
            .multiply(BigInteger.valueOf(whole))
            .compareTo(denominator.multiply(BigInteger.valueOf(part)))
        >= 0;
  }

  /** The value rounded half-even to 9 decimals, as every answer shows it. */
  BigDecimal rounded() {
    return new BigDecimal(numerator).divide(new BigDecimal(denominator), 9, RoundingMode.HALF_EVEN);
  }
}
