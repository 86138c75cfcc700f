package io.signalcoherence.core.score;

import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.Window;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Adds signals up one by one: the definition of the sums that a ledger keeps. It knows no limit of
 * pairs, so where a ledger folds pairs into one, the totals agree and the pairs do not. Pure.
 */
public final class Fold {

  private Fold() {}

  /**
   * The sums of each pair that has a signal in the window, in the pairs' order.
   *
   * @param signals signals of one tenant, each once, in any order
   * @param window the minutes to count
   */
  public static List<PairSums> of(Collection<Signal> signals, Window window) {
    TreeMap<Pair, Sums> byPair = new TreeMap<>();
    for (Signal signal : signals) {
      if (window.contains(signal.key().ts())) {
        byPair.merge(
            new Pair.Named(signal.key().source(), signal.type()),
            Sums.of(signal.value(), signal.weight()),
            Sums::plus);
      }
    }
    return byPair.entrySet().stream()
        .map(entry -> new PairSums(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The sums of all pairs together. */
  public static Sums total(Collection<PairSums> pairs) {
    return pairs.stream().map(PairSums::sums).reduce(Sums.ZERO, Sums::plus);
  }
}
