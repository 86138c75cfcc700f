package io.signalcoherence.core.engine;

import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.IngestObserver;
import io.signalcoherence.ports.out.SignalLedger;
import io.signalcoherence.ports.out.SignalStore;

/**
 * What every group needs on its way to the ledger.
 *
 * @param ledger where it goes
 * @param store finds what holds a key
 * @param retries how often it is tried
 * @param retryAfter what is said to those who should come again
 * @param observer is told how it went
 * @param news hears what the ledger says of tenants
 */
record Appending(
    SignalLedger ledger,
    SignalStore store,
    Retrying retries,
    RetryAfter retryAfter,
    IngestObserver observer,
    News news) {

  /** Hears what the ledger says of tenants, on a lane's thread; returns at once. */
  interface News {

    /** The ledger knows a tenant otherwise than the cache does. */
    void refused(TenantId tenant);

    /** A signal of the tenant was stored, and nobody has been told yet. */
    void changed(TenantId tenant, CommitToken token);
  }
}
