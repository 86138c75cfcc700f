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
