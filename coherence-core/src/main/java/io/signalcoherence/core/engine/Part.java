package io.signalcoherence.core.engine;

import io.signalcoherence.core.dedupe.GroupFold;
import io.signalcoherence.core.dedupe.GroupFold.Claimant;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.out.AppendGroup;
import java.util.ArrayList;
import java.util.List;

/** The part of a group that goes in one transaction: all of it, or as it was halved by failures. */
final class Part {

  private final List<Claimant<Pending>> claimants;
  private final AppendGroup group;
  private boolean outcomeUnknown;
  private int tries;
  private long spentNanos;

  private Part(List<Claimant<Pending>> claimants, boolean outcomeUnknown) {
    List<AppendGroup.Entry> entries = new ArrayList<>(claimants.size());
    for (Claimant<Pending> claimant : claimants) {
      entries.add(claimant.first().entry());
    }
    this.claimants = claimants;
    this.group = new AppendGroup(entries);
    this.outcomeUnknown = outcomeUnknown;
  }

  /** Folds signals, one or more, in the order they came. */
  static Part folding(List<Pending> arrivals) {
    return new Part(GroupFold.fold(arrivals, pending -> pending.signal().key()), false);
  }

  /** Who claims its key, in the order of the keys, which is the group's. */
  List<Claimant<Pending>> claimants() {
    return claimants;
  }

  AppendGroup group() {
    return group;
  }

  int size() {
    return claimants.size();
  }

  /** The two halves; only of a part with more than one claimant. */
  List<Part> halves() {
    int middle = claimants.size() / 2;
    return List.of(
        new Part(claimants.subList(0, middle), outcomeUnknown),
        new Part(claimants.subList(middle, claimants.size()), outcomeUnknown));
  }

  void tried(long nanos) {
    tries++;
    spentNanos += nanos;
  }

  int tries() {
    return tries;
  }

  long spentNanos() {
    return spentNanos;
  }

  /** Some try may have been made durable without our knowing. */
  void loseOutcome() {
    outcomeUnknown = true;
  }

  boolean outcomeUnknown() {
    return outcomeUnknown;
  }

  void answer(Receipt receipt) {
    claimants.forEach(claimant -> answer(claimant, receipt));
  }

  static void answer(Claimant<Pending> claimant, Receipt receipt) {
    claimant.first().answer(receipt);
    claimant.followers().forEach(follower -> follower.answer(receipt));
  }
}
