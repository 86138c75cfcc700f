package io.signalcoherence.ports.model;

import java.util.Comparator;
import java.util.List;

/**
 * What the ledger's sums say of a window, from one snapshot.
 *
 * @param window the window that was read
 * @param pairs one entry a pair that has a signal in it, in the pairs' order
 * @param snapshot what the read could see
 */
public record WindowReading(Window window, List<PairSums> pairs, Snapshot snapshot) {

  /** Copies the pairs in their order. */
  public WindowReading {
    pairs = pairs.stream().sorted(Comparator.comparing(PairSums::pair)).toList();
  }
}
