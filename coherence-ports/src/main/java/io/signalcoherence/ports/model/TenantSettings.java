package io.signalcoherence.ports.model;

/**
 * What an operator may change of a tenant.
 *
 * @param thresholds where its statuses begin
 * @param share its part of the capacity
 * @param retention how long its signals may be kept
 * @param pairs how many (source, type) pairs a day are told apart
 */
public record TenantSettings(
    Thresholds thresholds, ShareWeight share, Retention retention, PairLimit pairs) {

  /** All defaults. */
  public static final TenantSettings STANDARD =
      new TenantSettings(
          Thresholds.STANDARD, ShareWeight.ONE, Retention.STANDARD, PairLimit.STANDARD);
}
