package io.signalcoherence.ports.model;

import java.util.Locale;

/** Why a signal was refused for good: the same signal will be refused again. */
public enum RejectionReason {
  /** It is not in the form that the door takes. */
  MALFORMED,
  /** A field is missing or out of its range. */
  INVALID,
  /** No such tenant is registered. */
  UNKNOWN_TENANT,
  /** The tenant takes no more signals: it is draining or erased. */
  TENANT_CLOSED,
  /** The caller may not write to this tenant. */
  FORBIDDEN,
  /** The signal names a region that is not one of its tenant's. */
  RESIDENCY_MISMATCH,
  /** It is older than the tenant's retention or executed floor. */
  TOO_OLD,
  /** It lies more than five minutes in the future. */
  TOO_NEW,
  /** The store can't hold it, though every rule admitted it. */
  UNSTORABLE;

  /** The lower-case, dash-separated name used on the wire and in metrics. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
