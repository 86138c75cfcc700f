package io.signalcoherence.ports.in;

import java.util.concurrent.CompletionStage;

/** Answers how coherent a tenant is. Called from any thread, calls may overlap; never blocks. */
public interface ReadCoherence {

  /** Computes the score. The stage does not complete exceptionally. */
  CompletionStage<CoherenceAnswer> ask(CoherenceQuestion question);
}
