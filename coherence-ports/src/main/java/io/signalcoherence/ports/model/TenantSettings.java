package io.signalcoherence.ports.model;

import java.util.Optional;

/**
 * What an operator may change of a tenant.
 *
 * @param thresholds where its statuses begin
 * @param share its part of the capacity
 * @param retention how long its signals may be kept
 * @param pairs how many (source, type) pairs a day are told apart
 * @param cacheTime how old what its scores are made from may become; empty: as the service is set
 */
public record TenantSettings(
    Thresholds thresholds,
    ShareWeight share,
    Retention retention,
    PairLimit pairs,
    Optional<CacheTime> cacheTime) {

  /** Settings that leave it to the service how long readings are kept. */
  public TenantSettings(
      Thresholds thresholds, ShareWeight share, Retention retention, PairLimit pairs) {
    this(thresholds, share, retention, pairs, Optional.empty());
  }

  /** All defaults. */
  public static final TenantSettings STANDARD =
      new TenantSettings(
          Thresholds.STANDARD, ShareWeight.ONE, Retention.STANDARD, PairLimit.STANDARD);
}
