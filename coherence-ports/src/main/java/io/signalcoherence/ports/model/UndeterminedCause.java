package io.signalcoherence.ports.model;

import java.util.Locale;

/** Why a signal's fate could not be told. */
public enum UndeterminedCause {
  /** The tenant's own queue is full; not stored. */
  TENANT_QUEUE_FULL,
  /** All queues together are full; not stored. */
  QUEUES_FULL,
  /** The service is shutting down; not stored. */
  DRAINING,
  /** The ledger is away or too slow, so the signal was not given to it; not stored. */
  LEDGER_STALLED,
  /** The ledger can't be reached or was too slow; not stored. */
  LEDGER_UNAVAILABLE,
  /** Who the tenant is could not be read; not stored. */
  TENANT_UNKNOWABLE,
  /** The answer to the commit was lost; stored or not. */
  OUTCOME_UNKNOWN,
  /** The service failed unexpectedly; stored or not. */
  INTERNAL;

  /** The lower-case, dash-separated name used on the wire and in metrics. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
