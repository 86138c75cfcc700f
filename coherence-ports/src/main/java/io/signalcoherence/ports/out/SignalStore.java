package io.signalcoherence.ports.out;

import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.SignalKey;
import java.util.Optional;

/**
 * Finds stored signals by key. Calls overlap, on the engine's reader threads, and block within the
 * adapter's deadlines. A read sees everything that was durable when it began. No tenant but the
 * key's own can be seen through it.
 */
public interface SignalStore {

  /** The stored signal of a key, if there is one. Safe to retry. */
  Optional<Stored> find(SignalKey key);

  /**
   * A stored signal.
   *
   * @param record the signal, its provenance and place
   * @param token finds answers that include it; of the ledger's present epoch, also if the signal
   *     was stored in an ended one
   */
  record Stored(LedgerRecord record, CommitToken token) {}
}
