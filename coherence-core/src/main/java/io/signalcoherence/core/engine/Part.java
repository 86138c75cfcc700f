package io.signalcoherence.core.engine;

import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.out.AppendGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The part of a group that goes in one transaction, all of it or as halved by failures: one
 * claimant a key, and behind each those that came later with the same key and share its fate.
 */
final class Part {

  private static final Comparator<Pending> BY_KEY =
      Comparator.comparing(pending -> pending.signal().key());

  private final List<Pending> claimants;
  private final AppendGroup group;
  private boolean outcomeUnknown;
  private int tries;
  private long spentNanos;

  private Part(List<Pending> claimants, boolean outcomeUnknown) {
    this.claimants = claimants;
    this.group = new AppendGroup(claimants.stream().map(Pending::entry).toList());
    this.outcomeUnknown = outcomeUnknown;
  }

  /** Folds signals, one or more, in the order they came. */
  static Part folding(List<Pending> arrivals) {
    List<Pending> sorted = new ArrayList<>(arrivals);
    sorted.sort(BY_KEY); // stable: of equal keys, the first to come stays first
    List<Pending> claimants = new ArrayList<>(sorted.size());
    Pending last = null;
    for (Pending pending : sorted) {
      if (last != null && last.signal().key().equals(pending.signal().key())) {
        last.follow(pending);
      } else {
        claimants.add(pending);
        last = pending;
      }
    }
    return new Part(claimants, false);
  }

  /** The claimants in the order of their keys, which is the group's. */
  List<Pending> claimants() {
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
    for (Pending claimant : claimants) {
      claimant.answer(receipt);
      claimant.followers().forEach(follower -> follower.answer(receipt));
    }
  }
}
