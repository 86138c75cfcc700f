package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.util.Set;

/**
 * Where a tenant's data may lie.
 *
 * @param cell the cell that holds it; all the cell's regions are among {@code allowed}
 * @param allowed the regions allowed to it, at least one
 */
public record Residency(Cell cell, Set<Region> allowed) {

  /**
   * Copies the regions.
   *
   * @throws InvalidValueException if there is no region
   */
  public Residency {
    allowed = Set.copyOf(allowed);
    if (allowed.isEmpty()) {
      throw new InvalidValueException("regions", "none", "at least one region");
    }
  }
}
