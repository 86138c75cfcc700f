package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A source whose signals in a window tell another story than those of the tenant's other sources.
 *
 * <p>With {@code W = Σw} and {@code m = Σw·v / Σw}, in [0, 1], over the source's signals of all
 * types in the window, and {@code W'} and {@code m'} the same over those of all other sources, the
 * source disagrees if {@code |m − m'| ≥ t} for the threshold t in (0, 1]. A source alone in the
 * window has nobody to disagree with. Of two sources either both disagree or none does.
 *
 * <p>A signal of such a source takes part in the disagreement if its own value lies on the source's
 * side, at least t away from the others: {@code v ≥ m' + t} if {@code m > m'}, else {@code v ≤ m' −
 * t}; else it agrees. All comparisons are made in whole units and are exact.
 *
 * @param source which
 * @param own its sums in the window
 * @param others the sums of all other sources in the window
 * @param threshold how far off is disagreement, above 0
 */
public record Dissenter(SourceId source, Sums own, Sums others, Ratio threshold) {

  /**
   * Validates that it disagrees.
   *
   * @throws InvalidValueException if there is no signal on one side, if the threshold is 0, or if
   *     the means are less than the threshold apart
   */
  public Dissenter {
    requireThreshold(threshold);
    if (own.count() == 0 || others.count() == 0 || !apart(own, others, threshold)) {
      throw new InvalidValueException("dissenter", source, "a source that disagrees with others");
    }
  }

  /**
   * The sources that disagree, in the order of their names.
   *
   * @param sums the sums of each source that has a signal in the window
   * @throws InvalidValueException if the threshold is 0
   */
  public static List<Dissenter> among(Map<SourceId, Sums> sums, Ratio threshold) {
    return among(sums, Sums.ZERO, threshold);
  }

  /**
   * The same, where some sources are not told apart: these count among the others of each that is,
   * and are not found themselves.
   *
   * @param sums the sums of each source that is told apart
   * @param rest the sums of all others together
   * @throws InvalidValueException if the threshold is 0
   */
  public static List<Dissenter> among(Map<SourceId, Sums> sums, Sums rest, Ratio threshold) {
    requireThreshold(threshold);
    Sums total = sums.values().stream().reduce(rest, Sums::plus);
    List<Dissenter> found = new ArrayList<>();
    new TreeMap<>(sums)
        .forEach(
            (source, own) -> {
              Sums others = total.minus(own);
              if (own.count() > 0 && others.count() > 0 && apart(own, others, threshold)) {
                found.add(new Dissenter(source, own, others, threshold));
              }
            });
    return found;
  }

  /** Whether a value of the source agrees with the others, or strays to the other side. */
  public boolean agrees(SignalValue value) {
    int compared = Long.compare(value.billionths(), edge().billionths());
    return above() ? compared < 0 : compared > 0;
  }

  /** Whether the source says more than the others; else it says less. */
  public boolean above() {
    return cross().signum() > 0;
  }

  /**
   * The value nearest to the others that still disagrees: the least if the source is {@linkplain
   * #above() above}, else the greatest.
   */
  public SignalValue edge() {
    BigInteger off = scaled(threshold).multiply(others.weight());
    if (above()) {
      BigInteger least = others.weightedValue().add(off);
      BigInteger[] parts = least.divideAndRemainder(others.weight());
      long up = parts[1].signum() == 0 ? 0 : 1;
      return new SignalValue(Math.addExact(parts[0].longValueExact(), up));
    }
    return new SignalValue(
        others.weightedValue().subtract(off).divide(others.weight()).longValueExact());
  }

  /** The finding, with since when it lasts. */
  public Dissent since(Optional<EventTime> since) {
    return new Dissent(source, mean(own), mean(others), since);
  }

  private BigInteger cross() {
    return cross(own, others);
  }

  private static Ratio mean(Sums sums) {
    BigDecimal value = new BigDecimal(sums.weightedValue(), Ratio.DECIMALS);
    return new Ratio(
        value.divide(new BigDecimal(sums.weight()), 2 * Ratio.DECIMALS, RoundingMode.HALF_EVEN));
  }

  /** (m − m')·W·W' in billionths: what decides without a division. */
  private static BigInteger cross(Sums own, Sums others) {
    return own.weightedValue()
        .multiply(others.weight())
        .subtract(others.weightedValue().multiply(own.weight()));
  }

  private static boolean apart(Sums own, Sums others, Ratio threshold) {
    BigInteger least = scaled(threshold).multiply(own.weight()).multiply(others.weight());
    return cross(own, others).abs().compareTo(least) >= 0;
  }

  private static BigInteger scaled(Ratio threshold) {
    return threshold.value().unscaledValue();
  }

  /**
   * Validates a threshold.
   *
   * @throws InvalidValueException if it is 0
   */
  public static void requireThreshold(Ratio threshold) {
    if (threshold.value().signum() == 0) {
      throw new InvalidValueException("threshold", threshold, "above 0 and at most 1");
    }
  }
}
