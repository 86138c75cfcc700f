package io.signalcoherence.ports.in;

import io.signalcoherence.ports.model.Receipt;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Counts signals exactly once. Called by every door, from any thread, calls may overlap; it never
 * blocks the caller.
 */
public interface IngestSignals {

  /**
   * Admits, stores and scores what a request brings.
   *
   * <p>The stage completes when every item has its receipt, never before what {@code Accepted} and
   * {@code Duplicate} say is durable; it does not complete exceptionally. It may complete on a
   * thread of the engine: continue with short work alone. Sending the same submission again is
   * always safe: what was stored is answered {@code Duplicate}.
   *
   * @return one receipt an item, in the order of the items
   */
  CompletionStage<List<Receipt>> submit(Submission submission);
}
