package io.signalcoherence.ports.contract;

import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds signals up, one by one: what every sum that a ledger answers must equal. */
public final class StoredFold {

  private StoredFold() {}

  /** The sums of each (source, type) that has a signal in the window. */
  public static Map<Pair, Sums> byPair(List<Signal> signals, Window window) {
    Map<Pair, Sums> sums = new TreeMap<>();
    for (Signal signal : signals) {
      if (window.contains(signal.key().ts())) {
        Pair pair = new Pair.Named(signal.key().source(), signal.type());
        sums.merge(pair, Sums.of(signal.value(), signal.weight()), Sums::plus);
      }
    }
    return sums;
  }

  /** The sums of all signals in the window. */
  public static Sums total(List<Signal> signals, Window window) {
    return byPair(signals, window).values().stream().reduce(Sums.ZERO, Sums::plus);
  }

  /** What a reading answers, by pair; a pair that stands twice is an error. */
  public static Map<Pair, Sums> byPair(WindowReading reading) {
    Map<Pair, Sums> sums = new TreeMap<>();
    for (PairSums pair : reading.pairs()) {
      if (sums.put(pair.pair(), pair.sums()) != null) {
        throw new AssertionError("read twice: " + pair.pair());
      }
    }
    return sums;
  }

  /** All that a reading answers, added up. */
  public static Sums total(WindowReading reading) {
    return byPair(reading).values().stream().reduce(Sums.ZERO, Sums::plus);
  }
}
