package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.util.Comparator;
import java.util.Set;

/**
 * What a read of the ledger could see: every transaction below {@code min}, none from {@code max}
 * on, and between them all but those in progress.
 *
 * @param epoch the ledger's life
 * @param run the server's run within it; ids below {@code max} that were not durable may come again
 *     in a later one
 * @param min the oldest transaction still in progress, or {@code max} if none was
 * @param max the first transaction not yet begun
 * @param inProgress those in [min, max) that had not ended
 */
public record Snapshot(
    EpochNumber epoch,
    RunNumber run,
    TransactionId min,
    TransactionId max,
    Set<TransactionId> inProgress) {

  private static final Comparator<Snapshot> BY_LIFE =
      Comparator.comparing(Snapshot::epoch).thenComparing(Snapshot::run);

  /**
   * Copies the set and validates the bounds.
   *
   * @throws InvalidValueException if {@code min} is above {@code max}, or one in progress is out of
   *     [min, max)
   */
  public Snapshot {
    inProgress = Set.copyOf(inProgress);
    if (min.compareTo(max) > 0) {
      throw new InvalidValueException("snapshot", min.value() + ":" + max.value(), "min <= max");
    }
    for (TransactionId id : inProgress) {
      if (id.compareTo(min) < 0 || id.compareTo(max) >= 0) {
        throw new InvalidValueException(
            "snapshot", id.value(), "in progress from " + min.value() + " below " + max.value());
      }
    }
  }

  /** A snapshot of the first run, for a ledger that has one run only. */
  public static Snapshot ofFirstRun(
      EpochNumber epoch, TransactionId min, TransactionId max, Set<TransactionId> inProgress) {
    return new Snapshot(epoch, RunNumber.FIRST, min, max, inProgress);
  }

  /**
   * Whether an answer computed from this snapshot includes what the token names. What was committed
   * in an earlier run was durable, so each later run begins with it.
   */
  public Inclusion includes(CommitToken token) {
    if (!token.epoch().equals(epoch)) {
      return Inclusion.UNKNOWN;
    }
    int byRun = token.run().compareTo(run);
    boolean seen = byRun < 0 || (byRun == 0 && sees(token.transaction()));
    return seen ? Inclusion.INCLUDED : Inclusion.NOT_INCLUDED;
  }

  /**
   * Whether this is the other or a newer one: of a later epoch or run, or of the same run and sees
   * every transaction that the other sees. A partial order: of two snapshots of one run, taken at
   * different servers, each may see what the other does not; then neither is newer.
   */
  public boolean isNoOlderThan(Snapshot other) {
    int byLife = BY_LIFE.compare(this, other);
    return byLife == 0 ? seesAllThat(other) : byLife > 0;
  }

  private boolean sees(TransactionId id) {
    return id.compareTo(max) < 0 && !inProgress.contains(id);
  }

  private boolean seesAllThat(Snapshot other) {
    // of those from our max on, the other may have begun some, and must then have ended none
    long begunThere = Math.max(0, other.max.value() - max.value());
    long openThere = other.inProgress.stream().filter(id -> id.compareTo(max) >= 0).count();
    return begunThere == openThere && inProgress.stream().noneMatch(other::sees);
  }

  /** The text form {@code epoch/min:max:in,progress}, ids ascending; it leaves out the run. */
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
