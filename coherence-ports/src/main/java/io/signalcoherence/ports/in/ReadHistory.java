package io.signalcoherence.ports.in;

import java.util.concurrent.CompletionStage;

/**
 * Answers how a tenant's coherence moved. Called from any thread, calls may overlap; never blocks.
 */
public interface ReadHistory {

  /** Computes the scores. The stage does not complete exceptionally. */
  CompletionStage<HistoryAnswer> ask(HistoryQuestion question);
}
