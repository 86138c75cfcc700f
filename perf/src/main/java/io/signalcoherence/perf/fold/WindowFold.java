package io.signalcoherence.perf.fold;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * Folds the signals of one tenant that lie in the 1,440 whole minutes ending with the as-of minute.
 *
 * <p>Score is Σwv/Σw; agreement is 1 − 4·ΣW(m−M)²/ΣW over the sources' weighted means m and the
 * whole mean M. Sums are exact integers, so the order of adding changes nothing. Not safe for use
 * by several threads.
 */
public final class WindowFold {

  private static final Duration WINDOW = Duration.ofDays(1);

  private final Instant from;
  private final Instant until;
  private final Map<String, Sums> bySource = new HashMap<>();

  /** Starts an empty fold for the window that ends with the minute of {@code asOf}. */
  public WindowFold(Instant asOf) {
    this.until = asOf.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
    this.from = until.minus(WINDOW);
  }

  /**
   * Adds a signal if it lies in the window; value and weight are rounded as at admission (half-even
   * to 9 and 6 decimals).
   */
  public void add(String source, Instant ts, BigDecimal value, BigDecimal weight) {
    if (!covers(ts)) {
      return;
    }
    bySource
        .computeIfAbsent(source, unused -> new Sums())
        .add(
            value.setScale(9, RoundingMode.HALF_EVEN).unscaledValue(),
            weight.setScale(6, RoundingMode.HALF_EVEN).unscaledValue());
  }

  /** Whether a signal of that time lies in the window. */
  public boolean covers(Instant ts) {
    return !ts.isBefore(from) && ts.isBefore(until);
  }

  /** The coherence of everything added so far. */
  public FoldedScore result() {
    Sums all = new Sums();
    bySource.values().forEach(all::merge);
    if (all.count == 0) {
      return new FoldedScore(null, "UNKNOWN", null, 0, Fraction.ZERO.rounded());
    }
    Fraction mean = all.mean();
    Fraction spread = Fraction.ZERO;
    for (Sums source : bySource.values()) {
      Fraction distance = source.mean().minus(mean);
      spread = spread.plus(distance.times(distance).times(source.weight()));
    }
    Fraction four = Fraction.of(BigInteger.valueOf(4), BigInteger.ONE);
    Fraction agreement = Fraction.ONE.minus(four.times(spread.over(all.weight())));
    Fraction effective = all.weight().times(all.weight()).over(all.squares());
    return new FoldedScore(
        mean.rounded(), status(mean), agreement.rounded(), all.count, effective.rounded());
  }

  private static String status(Fraction mean) {
    if (mean.isAtLeast(3, 4)) {
      return "HEALTHY";
    }
    return mean.isAtLeast(1, 2) ? "WARN" : "CRITICAL";
  }

  /** Exact sums; weights in millionths, values in billionths. */
  private static final class Sums {
    private static final BigInteger BILLION = BigInteger.TEN.pow(9);

    private long count;
    private BigInteger weights = BigInteger.ZERO;
    private BigInteger products = BigInteger.ZERO;
    private BigInteger squares = BigInteger.ZERO;

    void add(BigInteger value, BigInteger weight) {
      count++;
      weights = weights.add(weight);
      products = products.add(weight.multiply(value));
      squares = squares.add(weight.multiply(weight));
    }

    void merge(Sums other) {
      count += other.count;
      weights = weights.add(other.weights);
      products = products.add(other.products);
      squares = squares.add(other.squares);
    }

    Fraction mean() {
      return Fraction.of(products, weights.multiply(BILLION));
    }

    Fraction weight() {
      return Fraction.of(weights, BigInteger.ONE);
    }

    Fraction squares() {
      return Fraction.of(squares, BigInteger.ONE);
    }
  }
}
