package io.signalcoherence.ports.out;

import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.LedgerRecord;
import java.util.List;

/**
 * Reads the ledger in its order, for followers. Calls overlap and block within the adapter's
 * deadlines; each is one read and safe to retry.
 *
 * <p><b>Order.</b> By (epoch, transaction, position). A transaction is shown only once every
 * transaction before it has ended (the horizon), so going on from a page's cursor skips no record
 * and repeats none, in whatever order transactions commit. An open transaction holds the horizon
 * back; nothing else does.
 */
public interface LedgerReader {

  /** Before the first record, for a reading that begins now. */
  Cursor beginning();

  /**
   * The records after a cursor. A page may end early, even without a record, so that no reading
   * takes long however much it passes over; unless it says that it is at the horizon, it has moved
   * on, and there may be more.
   *
   * @param after where to go on
   * @param grant records of other tenants are passed over, and the cursor moves past them
   * @param limit the most records to return, 1 or more
   */
  LedgerPage readAfter(Cursor after, Grant grant, int limit);

  /** What a reading found. */
  sealed interface LedgerPage {

    /**
     * Records in the ledger's order.
     *
     * @param records at most as many as asked for
     * @param next where to go on; past every record that was returned or passed over
     * @param atHorizon whether nothing more was to be read
     */
    record Records(List<LedgerRecord> records, Cursor next, boolean atHorizon)
        implements LedgerPage {
      /** Copies the records. */
      public Records {
        records = List.copyOf(records);
      }
    }

    /**
     * The reading began in an epoch that has ended: records it has seen may be gone. Compare, and
     * rebuild from {@link LedgerReader#beginning()}.
     *
     * @param current the epoch now
     */
    record EpochEnded(EpochId current) implements LedgerPage {}

    /**
     * The reading began in no epoch of this ledger: the cursor is of another one, and what it has
     * passed says nothing of this.
     *
     * @param current the epoch now
     */
    record OtherLedger(EpochId current) implements LedgerPage {}
  }
}
