package io.signalcoherence.ports.out;

/**
 * Stores signals, each key once, together with their effect on the sums and their place in the
 * ledger's order.
 *
 * <p><b>Callers and threads.</b> The engine's writer lanes call, each on its own thread; calls
 * overlap, also for the same keys and from other processes. A call blocks until the group's
 * transaction has ended, within the adapter's own deadlines.
 *
 * <p><b>Atomicity.</b> The claim on each key, the signal, its effect on the minute and hour sums
 * and its place in the order are one transaction: all of a group, or nothing. When {@code append}
 * has returned {@link AppendResult.Appended}, all of it is durable and every later read sees it.
 *
 * <p><b>Idempotence.</b> The same group with the same provenance ids may be appended any number of
 * times; a claim that answers with the group's own provenance id was made by an earlier try of it.
 *
 * <p><b>Not its job.</b> Admission, folding equal keys, telling duplicates from conflicts,
 * splitting a group that can't be stored, and retrying.
 */
public interface SignalLedger {

  /**
   * Claims every key of the group that is free and counts it.
   *
   * @return one claim an entry in the group's order, or {@link AppendResult.Unstorable} if some
   *     entry breaks a rule of the store, in which case nothing was done
   * @throws io.signalcoherence.ports.error.UnavailableException if the store can't be reached or
   *     refuses work; nothing was done
   * @throws io.signalcoherence.ports.error.TimedOutException if it gave up waiting; nothing was
   *     done
   * @throws io.signalcoherence.ports.error.ConcurrencyConflictException if concurrent work won
   *     every try; nothing was done
   * @throws io.signalcoherence.ports.error.OutcomeUnknownException if the answer to the commit was
   *     lost: append the very same group again to learn the outcome
   */
  AppendResult append(AppendGroup group);
}
