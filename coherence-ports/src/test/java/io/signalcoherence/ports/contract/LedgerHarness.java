package io.signalcoherence.ports.contract;

import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.Ledger;
import java.util.List;

/**
 * Lets a contract at one adapter's ledger, which is empty when the harness is opened: no tenant, no
 * signal, first epoch, nothing broken. The adapter gives up waiting for a key after one to ten
 * seconds. A fault concerns {@link #ledger()} alone; the reading methods of the harness itself go
 * on to work.
 */
public interface LedgerHarness extends AutoCloseable {

  /** The ledger under test; always the same. */
  Ledger ledger();

  /** The same ledger as a second process would have it: own connections, own memory. */
  Ledger anotherProcess();

  /** A residency whose cell this ledger knows and whose regions include all the cell's. */
  Residency residency();

  /** The next append is made durable, then its answer is lost. */
  void loseAnswerAfterCommit();

  /** The next append loses its connection after its work and before its commit is sent. */
  void loseConnectionBeforeCommit();

  /** The store can't be reached until {@link #up()}. */
  void down();

  /** The store can be reached again. */
  void up();

  /** An entry of the tenant that the store can't hold, or the statement that there is none. */
  Unstorable unstorable(TenantId tenant);

  /** Appends all but the commit; waits for nobody. Every key of the group must be free. */
  HeldAppend holdOpen(AppendGroup group);

  /** Returns once at least so many appends, or moves of a tenant, wait for one held open. */
  void awaitBlockedAppends(int appends);

  /** Raises the tenant's executed floor as a retention run does, and deletes nothing. */
  void raiseFloor(TenantId tenant, EventTime floor);

  /**
   * Begins a new life of the ledger, as after a restore: what is stored stays, transaction ids may
   * come again. No append may be under way.
   */
  EpochNumber beginNewEpoch();

  /** What is really stored of a tenant, read past the ports, one element a stored row. */
  List<Signal> storedSignals(TenantId tenant);

  /** Releases what the harness holds, transactions held open included. */
  @Override
  void close();
}
