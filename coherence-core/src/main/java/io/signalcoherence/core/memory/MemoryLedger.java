package io.signalcoherence.core.memory;

import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.Ledger;
import java.time.InstantSource;
import java.util.List;

/**
 * A ledger in the memory of one process. It keeps every promise of the ports but durability: all is
 * gone when it is garbage. Thread-safe; it makes no thread and keeps what it was given for as long
 * as it lives.
 *
 * <p>Transactions are real: an append has an id from the moment it begins, claims its keys one by
 * one and waits for a key that an open transaction holds, so that transactions commit out of order
 * and readers have a horizon, as in a database.
 */
public final class MemoryLedger {

  private final MemoryStore store;
  private final Ledger ports;

  private MemoryLedger(InstantSource clock, MemorySettings settings) {
    MemoryTenants tenants = new MemoryTenants(settings.cells());
    store = new MemoryStore(clock, settings.patience(), tenants);
    ports =
        new Ledger(
            store::append,
            store::find,
            new MemoryWindows(store),
            new MemoryRegistry(store, tenants),
            new MemoryReader(store),
            store::look);
  }

  /**
   * Makes an empty ledger with standard settings.
   *
   * @param clock tells how old an open transaction is
   */
  public static MemoryLedger create(InstantSource clock) {
    return create(clock, MemorySettings.STANDARD);
  }

  /**
   * Makes an empty ledger.
   *
   * @param clock tells how old an open transaction is
   * @param settings its cells and its patience
   */
  public static MemoryLedger create(InstantSource clock, MemorySettings settings) {
    return new MemoryLedger(clock, settings);
  }

  /** The ledger by its ports; always the same. */
  public Ledger ports() {
    return ports;
  }

  /** All signals that are stored of a tenant, in the order of their keys. */
  public List<Signal> storedSignals(TenantId tenant) {
    return store.storedSignals(tenant);
  }

  /**
   * Raises the floor below which no key of a tenant is won; a lower floor than the present one
   * changes nothing. Waits for the tenant's open transactions. Deletes nothing.
   *
   * @throws io.signalcoherence.ports.error.TimedOutException if it waited too long
   */
  public void raiseFloor(TenantId tenant, EventTime floor) {
    store.raiseFloor(tenant, floor);
  }

  /**
   * Begins a new life of the ledger, as a restored database does: what is stored stays, transaction
   * ids come again.
   *
   * @throws IllegalStateException if a transaction is open
   */
  public EpochNumber beginNewEpoch() {
    return store.beginNewEpoch();
  }

  /** Does all of an append but its commit. */
  MemoryTransaction hold(AppendGroup group) {
    return store.hold(group);
  }

  void commit(MemoryTransaction transaction) {
    store.commitHeld(transaction);
  }

  void rollback(MemoryTransaction transaction) {
    store.rollbackHeld(transaction);
  }

  /** How many calls wait for an open transaction now. */
  int blocked() {
    return store.blocked();
  }
}
