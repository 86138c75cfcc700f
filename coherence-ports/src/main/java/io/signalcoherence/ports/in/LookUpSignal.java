package io.signalcoherence.ports.in;

import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.SignalKey;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Answers "was mine counted?". Called from any thread, calls may overlap; never blocks. */
public interface LookUpSignal {

  /** Looks a key up. The stage does not complete exceptionally. */
  CompletionStage<Lookup> lookUp(SignalKey key, Grant grant);

  /** What became of a look-up. */
  sealed interface Lookup {

    /**
     * It is stored and counted.
     *
     * @param record what is stored
     * @param token finds answers that include it
     */
    record Found(LedgerRecord record, CommitToken token) implements Lookup {}

    /** It is not stored, or its tenant was not granted: the two are not told apart. */
    record NotFound() implements Lookup {}

    /**
     * The ledger could not be read now.
     *
     * @param code the failure's stable code
     * @param retryAfter how long to wait, at least one second
     */
    record Unavailable(String code, Duration retryAfter) implements Lookup {}
  }
}
