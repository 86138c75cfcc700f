package io.signalcoherence.ports.model;

import java.time.Duration;
import java.util.List;

/**
 * How coherent a tenant was at each of a row of event times, and what the answer knew.
 *
 * @param tenant the tenant
 * @param step between two neighbouring points
 * @param points earliest first
 * @param snapshot what the one read of all of them could see
 * @param model the formulas
 * @param freshness how fresh the answer is
 */
public record CoherenceHistory(
    TenantId tenant,
    Duration step,
    List<HistoryPoint> points,
    Snapshot snapshot,
    ModelVersion model,
    Freshness freshness) {

  /** Copies the points. */
  public CoherenceHistory {
    points = List.copyOf(points);
  }
}
