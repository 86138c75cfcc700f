package io.signalcoherence.ports.model;

/** What a score means for its tenant. */
public enum Status {
  /** No signal in the window. */
  UNKNOWN,
  /** At or above the tenant's healthy threshold. */
  HEALTHY,
  /** Below healthy, at or above warn. */
  WARN,
  /** Below warn. */
  CRITICAL
}
