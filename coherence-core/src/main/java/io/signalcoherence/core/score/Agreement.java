package io.signalcoherence.core.score;

import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.Sums;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Do the sources tell the same story? {@code 1 − 4·Var_w} of the sources' weighted means, where
 * each mean counts with its source's whole weight. Values in [0, 1] vary by at most 1/4 (T.
 * Popoviciu, 1935), so it lies in [0, 1]: 1 if all sources have one mean, 0 if half the weight says
 * 0 and half says 1. The pair of the rest counts as one source.
 *
 * <p>With the sums of source s in whole units, and those of all sources without an index, {@code
 * Var_w = Σ_s d_s²/W_s / W³} for {@code d_s = WV_s·W − WV·W_s}, which is exact and never negative;
 * so nothing cancels, and only the divisions round, each in its 60th digit. The result is rounded
 * half-even to 40 decimals, so that an exact tie or bound is met, and then to the 9 shown.
 */
final class Agreement {

  private static final MathContext DIGITS = new MathContext(60, RoundingMode.HALF_EVEN);
  private static final int EXACT_DECIMALS = 40;
  private static final BigDecimal FOUR = BigDecimal.valueOf(4);

  private Agreement() {}

  /** The agreement of pairs whose sums have the given total, which is not none. */
  static Ratio of(List<PairSums> pairs, Sums total) {
    BigDecimal spread = BigDecimal.ZERO;
    for (Sums source : bySource(pairs)) {
      BigInteger distance =
          source
              .weightedValue()
              .multiply(total.weight())
              .subtract(total.weightedValue().multiply(source.weight()));
      BigDecimal square = new BigDecimal(distance.pow(2));
      spread = spread.add(square.divide(new BigDecimal(source.weight()), DIGITS), DIGITS);
    }
    // values are in billionths, so their variance is in units of 1e-18
    BigDecimal variance =
        spread
            .divide(new BigDecimal(total.weight().pow(3)), DIGITS)
            .movePointLeft(2 * Ratio.DECIMALS);
    BigDecimal agreement = BigDecimal.ONE.subtract(variance.multiply(FOUR));
    return new Ratio(agreement.setScale(EXACT_DECIMALS, RoundingMode.HALF_EVEN));
  }

  private static Collection<Sums> bySource(List<PairSums> pairs) {
    TreeMap<SourceId, Sums> named = new TreeMap<>();
    Optional<Sums> other = Optional.empty();
    for (PairSums pair : pairs) {
      if (pair.pair() instanceof Pair.Named name) {
        named.merge(name.source(), pair.sums(), Sums::plus);
      } else {
        other = Optional.of(pair.sums());
      }
    }
    List<Sums> all = new ArrayList<>(named.values());
    other.ifPresent(all::add);
    return all;
  }
}
