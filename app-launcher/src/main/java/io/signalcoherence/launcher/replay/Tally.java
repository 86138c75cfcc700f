package io.signalcoherence.launcher.replay;

import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.RejectionReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a replay's receipts add up to. Of one thread. */
public final class Tally {

  private static final int EXAMPLES = 5;

  private long accepted;
  private long duplicates;
  private long conflicts;
  private final Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);
  private final List<String> examples = new ArrayList<>();

  void add(long line, Receipt receipt) {
    if (receipt instanceof Receipt.Accepted) {
      accepted++;
    } else if (receipt instanceof Receipt.Duplicate) {
      duplicates++;
    } else if (receipt instanceof Receipt.Conflict) {
      conflicts++;
    } else if (receipt instanceof Receipt.Rejected refused) {
      rejected.merge(refused.rejection().reason(), 1L, Long::sum);
      if (examples.size() < EXAMPLES) {
        examples.add("line " + line + ": " + refused.rejection().detail());
      }
    } else {
      throw new IllegalArgumentException("no outcome yet: " + receipt);
    }
  }

  /** Signals stored by this replay. */
  public long accepted() {
    return accepted;
  }

  /** Signals that were stored already. */
  public long duplicates() {
    return duplicates;
  }

  /** Signals whose key is stored with another payload. */
  public long conflicts() {
    return conflicts;
  }

  /** Signals refused for good. */
  public long rejected() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Signals refused for good, by reason. */
  public Map<RejectionReason, Long> rejectedByReason() {
    return Map.copyOf(rejected);
  }

  /** The first few refusals, with their line numbers. */
  public List<String> examples() {
    return List.copyOf(examples);
  }

  /** All signals that were answered. */
  public long all() {
    return accepted + duplicates + conflicts + rejected();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d accepted, %,d duplicate, %,d conflict, %,d rejected",
        accepted,
        duplicates,
        conflicts,
        rejected());
  }
}
