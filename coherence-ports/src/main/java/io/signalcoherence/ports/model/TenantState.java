package io.signalcoherence.ports.model;

import java.util.Locale;

/** Where a tenant is in its life. */
public enum TenantState {
  /** Takes signals and is scored. */
  ACTIVE,
  /** Takes no more signals; is still scored. */
  DRAINING,
  /** Its signals are gone or going; it is neither written nor read. */
  ERASED;

  /** The lower-case name used on the wire and in the registry. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
