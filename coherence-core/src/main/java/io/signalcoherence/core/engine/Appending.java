package io.signalcoherence.core.engine;

import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.IngestObserver;
import io.signalcoherence.ports.out.SignalLedger;
import io.signalcoherence.ports.out.SignalStore;
import java.util.function.Consumer;

/**
 * What every group needs on its way to the ledger.
 *
 * @param ledger where it goes
 * @param store finds what holds a key
 * @param retries how often it is tried
 * @param retryAfter what is said to those who should come again
 * @param observer is told how it went
 * @param onRefusedTenant hears of each tenant that the ledger knows otherwise than the cache
 */
record Appending(
    SignalLedger ledger,
    SignalStore store,
    Retrying retries,
    RetryAfter retryAfter,
    IngestObserver observer,
    Consumer<TenantId> onRefusedTenant) {}
