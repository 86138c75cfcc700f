package io.signalcoherence.ports.out;

/**
 * One ledger, by all its ports: what an adapter hands out and the engine is built on.
 *
 * @param signals stores signals, each key once
 * @param store finds stored signals
 * @param windows reads the sums of a window
 * @param tenants holds the registered tenants
 * @param reader reads in the ledger's order
 * @param monitor tells how the ledger is
 */
public record Ledger(
    SignalLedger signals,
    SignalStore store,
    WindowStore windows,
    TenantRegistry tenants,
    LedgerReader reader,
    LedgerMonitor monitor) {}
