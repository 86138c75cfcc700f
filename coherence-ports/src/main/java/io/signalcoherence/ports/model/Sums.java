package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.math.BigInteger;

/**
 * The exact sums that a score is made of. All are whole numbers, so the order of adding changes
 * nothing. With weight w in millionths and value v in billionths of each signal:
 *
 * @param count how many signals
 * @param weight Σw, in units of 1e-6
 * @param weightedValue Σw·v, in units of 1e-15
 * @param weightSquared Σw², in units of 1e-12
 */
public record Sums(
    long count, BigInteger weight, BigInteger weightedValue, BigInteger weightSquared) {

  /** The heaviest weight, in units of 1e-6. */
  private static final BigInteger HEAVIEST = BigInteger.TEN.pow(12);

  /** The largest value, in units of 1e-9. */
  private static final BigInteger LARGEST = BigInteger.TEN.pow(9);

  /** The sums of no signal. */
  public static final Sums ZERO = new Sums(0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

  /**
   * Validates the signs.
   *
   * @throws InvalidValueException if any sum is negative
   */
  public Sums {
    if (count < 0
        || weight.signum() < 0
        || weightedValue.signum() < 0
        || weightSquared.signum() < 0) {
      throw new InvalidValueException("sums", count, "no negative sum");
    }
  }

  /**
   * Whether some signals could have these sums: there is at least one; each weighs from 1 to 1e12
   * millionths and has a value of at most 1e9 billionths, so Σw, Σw·v and Σw² lie between bounds;
   * and (Σw)² ≤ n·Σw², as for all numbers (Cauchy and Schwarz). It tells false sums from true ones
   * only as far as that goes.
   */
  public boolean arePossible() {
    BigInteger n = BigInteger.valueOf(count);
    BigInteger square = weight.multiply(weight);
    return count > 0
        && weight.compareTo(n) >= 0
        && weight.compareTo(n.multiply(HEAVIEST)) <= 0
        && weightedValue.compareTo(weight.multiply(LARGEST)) <= 0
        && weightSquared.compareTo(weight.multiply(HEAVIEST)) <= 0
        && weightSquared.compareTo(square) <= 0
        && square.compareTo(n.multiply(weightSquared)) <= 0;
  }

  /** The sums of one signal. */
  public static Sums of(SignalValue value, Weight weight) {
    BigInteger w = BigInteger.valueOf(weight.millionths());
    return new Sums(1, w, w.multiply(BigInteger.valueOf(value.billionths())), w.multiply(w));
  }

  /** The sums of both. */
  public Sums plus(Sums other) {
    return new Sums(
        Math.addExact(count, other.count),
        weight.add(other.weight),
        weightedValue.add(other.weightedValue),
        weightSquared.add(other.weightSquared));
  }

  /**
   * What is left when sums that are part of these are taken out.
   *
   * @throws InvalidValueException if they are not: one would become negative
   */
  public Sums minus(Sums part) {
    return new Sums(
        Math.subtractExact(count, part.count),
        weight.subtract(part.weight),
        weightedValue.subtract(part.weightedValue),
        weightSquared.subtract(part.weightSquared));
  }
}
