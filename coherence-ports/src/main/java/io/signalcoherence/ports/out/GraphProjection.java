package io.signalcoherence.ports.out;

import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.SignalsTally;
import io.signalcoherence.ports.model.TenantId;
import java.util.List;

/**
 * The ledger's signals in a graph, together with how far they go. Everything in it comes from the
 * ledger and can be made anew from there.
 *
 * <p><b>Callers and threads.</b> One follower a process calls, one call at a time; those of other
 * processes may call too, and calls overlap. A call blocks until its transaction has ended, within
 * the adapter's own deadlines. What comes too late is refused, not waited for: each change names
 * the progress that it goes on from, and does nothing if that is no longer so. So two followers
 * can't interleave, and none can take the graph back.
 *
 * <p><b>Atomicity.</b> The signals of one {@link #apply}, all that hangs on them and the cursor are
 * one transaction: all of it, or nothing. When it has returned, all of it is durable.
 *
 * <p><b>Idempotence.</b> A record that the graph holds already changes nothing, whatever the cursor
 * says. After a lost answer, {@link #progress} tells whether the change was made.
 *
 * <p><b>Not its job.</b> Reading the ledger, order, retrying, and noticing that an epoch has ended.
 */
public interface GraphProjection {

  /** How far the graph goes. Safe to retry. */
  Progress progress();

  /**
   * Adds records and moves on, if the graph is where the caller takes it to be.
   *
   * @param from the progress that the records come next after: {@link Progress.Empty}, or {@link
   *     Progress.Reached} with the cursor that they were read after
   * @param records records of any tenants; may be none, if only the cursor moves
   * @param next the cursor after the last of them
   * @return what the graph has reached now
   * @throws io.signalcoherence.ports.error.InvalidValueException if {@code from} is {@link
   *     Progress.Clearing}; nothing was done
   * @throws io.signalcoherence.ports.error.UnavailableException if the graph can't be reached or
   *     refuses work; nothing was done
   * @throws io.signalcoherence.ports.error.TimedOutException if it gave up waiting; nothing was
   *     done
   * @throws io.signalcoherence.ports.error.ConcurrencyConflictException if concurrent work won;
   *     nothing was done
   * @throws io.signalcoherence.ports.error.OutcomeUnknownException if the answer to the commit was
   *     lost: ask for the {@link #progress}
   */
  Step apply(Progress from, List<LedgerRecord> records, Cursor next);

  /**
   * Takes a bounded part of what is in the graph out of it, if it is where the caller takes it to
   * be. The first call forgets the cursor in the same transaction; from then on the graph is {@link
   * Progress.Clearing}, whoever calls, until a call finds nothing left and makes it {@link
   * Progress.Empty}.
   *
   * @param from any progress
   * @param most the most signals to take out, 1 or more; other parts of the graph are at most as
   *     many
   * @return what the graph has reached now
   * @throws io.signalcoherence.ports.error.InfrastructureException as {@link #apply} does
   */
  Step clear(Progress from, int most);

  /**
   * Counts what the graph holds of a tenant, by reading all of it, part by part: a signal counts as
   * often as it hangs between tenant, source and request; one that hangs on none of them, or not on
   * all, counts once and has no part in the digest. To be called while nothing is applied; else it
   * may count a part of what is. Safe to retry.
   */
  SignalsTally tally(TenantId tenant);

  /** How far a graph goes. */
  sealed interface Progress {

    /** It holds nothing, and was never applied to since it was made or cleared. */
    record Empty() implements Progress {}

    /**
     * It holds every record up to a cursor, and none beyond.
     *
     * @param cursor where to go on
     */
    record Reached(Cursor cursor) implements Progress {}

    /** It is being cleared, and holds any part of what it held. */
    record Clearing() implements Progress {}
  }

  /** What became of a change. */
  sealed interface Step {

    /** How far the graph goes now. */
    Progress now();

    /**
     * The change is durable.
     *
     * @param now how far the graph goes by it
     */
    record Done(Progress now) implements Step {}

    /**
     * The graph was not where the caller took it to be; nothing was done.
     *
     * @param now where it was instead
     */
    record Superseded(Progress now) implements Step {}
  }
}
