package io.signalcoherence.core.memory;

import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.out.AppendGroup;

/**
 * A signal that a transaction has won; stored once that has committed.
 *
 * @param entry the signal with its provenance
 * @param transaction whose it is
 * @param position its place in the transaction, from 0
 */
record MemoryRow(AppendGroup.Entry entry, MemoryTransaction transaction, int position) {

  Cursor place(EpochId readIn) {
    return new Cursor(readIn, transaction.epoch(), transaction.id(), position);
  }

  LedgerRecord record(EpochId readIn) {
    return new LedgerRecord(place(readIn), entry.signal(), entry.provenance());
  }
}
