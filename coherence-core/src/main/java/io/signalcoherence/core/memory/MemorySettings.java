package io.signalcoherence.core.memory;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.Region;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a {@link MemoryLedger} behaves.
 *
 * @param cells the cells that tenants may live in, with the regions of each; default: the cell
 *     {@code local} with the region {@code local}
 * @param patience how long a call waits for an open transaction before it gives up; above zero,
 *     default five seconds
 */
public record MemorySettings(Map<Cell, Set<Region>> cells, Duration patience) {

  /** All defaults. */
  public static final MemorySettings STANDARD =
      new MemorySettings(
          Map.of(new Cell("local"), Set.of(new Region("local"))), Duration.ofSeconds(5));

  /**
   * Copies the cells and validates the patience.
   *
   * @throws InvalidValueException if the patience is not above zero
   */
  public MemorySettings {
    cells =
        cells.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
    if (patience.isZero() || patience.isNegative()) {
      throw new InvalidValueException("patience", patience, "> 0");
    }
  }
}
