package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.util.Set;

/**
 * What a read of the ledger could see: every transaction below {@code min}, none from {@code max}
 * on, and between them all but those in progress. A snapshot is only good within one run of the
 * server: after a crash, ids of transactions that never committed may be given again.
 *
 * @param epoch the ledger's life
 * @param min the oldest transaction still in progress, or {@code max} if none was
 * @param max the first transaction not yet begun
 * @param inProgress those in [min, max) that had not ended
 */
public record Snapshot(
    EpochNumber epoch, TransactionId min, TransactionId max, Set<TransactionId> inProgress) {

  /**
   * Copies the set and validates the bounds.
   *
   * @throws InvalidValueException if {@code min} is above {@code max}
   */
  public Snapshot {
    inProgress = Set.copyOf(inProgress);
    if (min.compareTo(max) > 0) {
      throw new InvalidValueException("snapshot", min.value() + ":" + max.value(), "min <= max");
    }
  }

  /** Whether an answer computed from this snapshot includes what the token names. */
  public Inclusion includes(CommitToken token) {
    if (!token.epoch().equals(epoch)) {
      return Inclusion.UNKNOWN;
    }
    TransactionId transaction = token.transaction();
    boolean seen =
        transaction.compareTo(min) < 0
            || (transaction.compareTo(max) < 0 && !inProgress.contains(transaction));
    return seen ? Inclusion.INCLUDED : Inclusion.NOT_INCLUDED;
  }

  /** The text form {@code epoch/min:max:in,progress}, ids ascending. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder().append(epoch.value()).append('/').append(min.value()).append(':');
    text.append(max.value()).append(':');
    String separator = "";
    for (TransactionId id : inProgress.stream().sorted().toList()) {
      text.append(separator).append(id.value());
      separator = ",";
    }
    return text.toString();
  }
}
