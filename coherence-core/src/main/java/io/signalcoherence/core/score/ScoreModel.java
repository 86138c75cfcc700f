package io.signalcoherence.core.score;

import io.signalcoherence.ports.model.Assessment;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.Status;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.Thresholds;
import io.signalcoherence.ports.model.WindowReading;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Model version 1. All sums are whole numbers; each formula divides once, at its end, so nothing
 * depends on the order in which signals came. Pure.
 *
 * <ul>
 *   <li>Score: the weighted mean {@code Σw·v / Σw}, in [0, 1], rounded half-even to 9 decimals.
 *   <li>Status: the score against the thresholds as fractions, before any rounding.
 *   <li>Effective sample size: {@code (Σw)² / Σw²} (L. Kish, Survey Sampling, 1965), from 1 to the
 *       sample size, which it is if all weights are equal; rounded half-even to 9 decimals.
 *   <li>Agreement: see {@link Agreement}.
 * </ul>
 */
public final class ScoreModel {

  private ScoreModel() {}

  /** What a window's sums say. */
  public static Assessment assess(WindowReading reading, Thresholds thresholds) {
    Sums total = Fold.total(reading.pairs());
    if (total.count() == 0) {
      return new Assessment(
          Optional.empty(), Status.UNKNOWN, Optional.empty(), 0, decimal(BigInteger.ZERO));
    }
    return new Assessment(
        Optional.of(new Ratio(decimal(billionths(total)))),
        status(total, thresholds),
        Optional.of(Agreement.of(reading.pairs(), total)),
        total.count(),
        effectiveSampleSize(total));
  }

  /** The score as a whole number of billionths, rounded half-even. */
  static BigInteger billionths(Sums total) {
    // values are in billionths, so Σw·v / Σw is too, whatever the unit of the weights
    return new BigDecimal(total.weightedValue())
        .divide(new BigDecimal(total.weight()), 0, RoundingMode.HALF_EVEN)
        .unscaledValue();
  }

  /** A whole number of billionths as a decimal with 9 decimals. */
  static BigDecimal decimal(BigInteger billionths) {
    return new BigDecimal(billionths, Ratio.DECIMALS);
  }

  private static Status status(Sums total, Thresholds thresholds) {
    if (reaches(total, thresholds.healthy())) {
      return Status.HEALTHY;
    }
    return reaches(total, thresholds.warn()) ? Status.WARN : Status.CRITICAL;
  }

  private static boolean reaches(Sums total, Ratio threshold) {
    BigInteger needed = threshold.value().unscaledValue().multiply(total.weight());
    return total.weightedValue().compareTo(needed) >= 0;
  }

  private static BigDecimal effectiveSampleSize(Sums total) {
    return new BigDecimal(total.weight().pow(2))
        .divide(new BigDecimal(total.weightSquared()), Ratio.DECIMALS, RoundingMode.HALF_EVEN);
  }
}
