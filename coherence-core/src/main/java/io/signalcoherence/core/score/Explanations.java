package io.signalcoherence.core.score;

import io.signalcoherence.ports.model.Contribution;
import io.signalcoherence.ports.model.Explanation;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.WindowReading;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Splits a score into its pairs' parts, {@code Σw·v of the pair / Σw of all}. In whole billionths
 * each part is cut down, and what the score is more than their sum goes, one billionth each, to
 * those that were cut down most (the largest remainder method, A. Hamilton, 1792; ties by the
 * pairs' order). So all parts sum to the score exactly, none is off by a billionth or more, and a
 * greater part never shows as less than a smaller one. Pure.
 */
public final class Explanations {

  private static final Comparator<Part> BY_REMAINDER =
      Comparator.comparing(Part::remainder).reversed().thenComparing(part -> part.of().pair());
  private static final Comparator<Part> BY_SIZE =
      Comparator.comparing((Part part) -> part.of().sums().weightedValue())
          .reversed()
          .thenComparing(part -> part.of().pair());

  private Explanations() {}

  /**
   * Names the greatest parts, greatest first, and sums up the rest.
   *
   * @param top how many to name at most, 0 or more
   */
  public static Explanation explain(WindowReading reading, int top) {
    Sums total = Fold.total(reading.pairs());
    if (total.count() == 0) {
      return new Explanation(List.of(), ScoreModel.decimal(BigInteger.ZERO), 0);
    }
    BigInteger score = ScoreModel.billionths(total);
    List<Contribution> parts = contributions(reading.pairs(), total, score);
    int named = Math.min(top, parts.size());
    List<Contribution> first = parts.subList(0, named);
    BigDecimal remainder =
        first.stream()
            .map(Contribution::part)
            .reduce(ScoreModel.decimal(score), BigDecimal::subtract);
    return new Explanation(first, remainder, parts.size() - named);
  }

  private static List<Contribution> contributions(
      List<PairSums> pairs, Sums total, BigInteger score) {
    List<Part> parts = new ArrayList<>(pairs.size());
    BigInteger missing = score;
    for (PairSums pair : pairs) {
      BigInteger[] cut = pair.sums().weightedValue().divideAndRemainder(total.weight());
      parts.add(new Part(pair, cut[0], cut[1]));
      missing = missing.subtract(cut[0]);
    }
    Set<Part> raised = new HashSet<>();
    parts.stream().sorted(BY_REMAINDER).limit(missing.longValueExact()).forEach(raised::add);
    return parts.stream()
        .sorted(BY_SIZE)
        .map(part -> part.contribution(raised.contains(part)))
        .toList();
  }

  /** A pair's part: so many whole billionths, and what was cut off, over the whole weight. */
  private record Part(PairSums of, BigInteger billionths, BigInteger remainder) {
    Contribution contribution(boolean raised) {
      BigInteger shown = raised ? billionths.add(BigInteger.ONE) : billionths;
      return new Contribution(of.pair(), ScoreModel.decimal(shown), of.sums());
    }
  }
}
