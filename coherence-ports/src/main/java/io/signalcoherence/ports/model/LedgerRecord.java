package io.signalcoherence.ports.model;

/**
 * A stored signal at its place in the ledger's order.
 *
 * @param place names the record; a reading that goes on from here does not see it again
 * @param signal the signal as stored
 * @param provenance where it came from
 */
public record LedgerRecord(Cursor place, Signal signal, Provenance provenance) {}
