package io.signalcoherence.ports.model;

/** Whether an answer includes a commit. */
public enum Inclusion {
  /** It does. */
  INCLUDED,
  /** It does not, yet. */
  NOT_INCLUDED,
  /** The token is of another life of the ledger: nothing can be said. */
  UNKNOWN
}
