package io.signalcoherence.ports.out;

import io.signalcoherence.ports.model.ProvenanceId;

/** Makes provenance ids. Called from any thread; calls overlap; never the same id twice. */
public interface ProvenanceIds {

  /** The next id. */
  ProvenanceId next();
}
