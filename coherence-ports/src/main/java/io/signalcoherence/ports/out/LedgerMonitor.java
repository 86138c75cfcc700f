package io.signalcoherence.ports.out;

import io.signalcoherence.ports.model.EpochNumber;
import java.time.Duration;
import java.util.List;

/**
 * Tells how the ledger itself is. Called by one background check, about once a second; blocks
 * within the adapter's deadlines.
 */
public interface LedgerMonitor {

  /** Looks now. Safe to retry. */
  LedgerCondition look();

  /**
   * What was seen.
   *
   * @param epoch the ledger's life
   * @param horizonAge how long ago the oldest transaction still open began, 0 if none is; followers
   *     lag by at least this
   * @param faults each setting or state under which the promise does not hold, in words; none if it
   *     holds
   * @param warnings what an operator should know and the promise survives
   */
  record LedgerCondition(
      EpochNumber epoch, Duration horizonAge, List<String> faults, List<String> warnings) {
    /** Copies the lists. */
    public LedgerCondition {
      faults = List.copyOf(faults);
      warnings = List.copyOf(warnings);
    }
  }
}
