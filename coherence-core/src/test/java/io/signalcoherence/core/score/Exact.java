package io.signalcoherence.core.score;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** An exact fraction, against which rounded formulas are checked. */
record Exact(BigInteger numerator, BigInteger denominator) implements Comparable<Exact> {

  static final Exact ZERO = of(0);
  static final Exact ONE = of(1);

  Exact {
    BigInteger divisor = numerator.gcd(denominator);
    divisor = denominator.signum() < 0 ? divisor.negate() : divisor;
    numerator = numerator.divide(divisor);
    denominator = denominator.divide(divisor);
  }

  static Exact of(long whole) {
    return of(BigInteger.valueOf(whole), BigInteger.ONE);
  }

  static Exact of(BigInteger numerator, BigInteger denominator) {
    return new Exact(numerator, denominator);
  }

  static Exact of(BigDecimal decimal) {
    return of(
        decimal.unscaledValue().multiply(BigInteger.TEN.pow(Math.max(0, -decimal.scale()))),
        BigInteger.TEN.pow(Math.max(0, decimal.scale())));
  }

  Exact plus(Exact other) {
    return of(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  Exact minus(Exact other) {
    return plus(other.times(of(-1)));
  }

  Exact times(Exact other) {
    return of(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  Exact over(Exact other) {
    return of(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  BigDecimal rounded() {
    return new BigDecimal(numerator).divide(new BigDecimal(denominator), 9, RoundingMode.HALF_EVEN);
  }

  @Override
  public int compareTo(Exact other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }
}
