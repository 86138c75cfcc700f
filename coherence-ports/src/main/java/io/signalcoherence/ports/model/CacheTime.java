package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.time.Duration;

/**
 * How old the sums may become that a tenant's scores are made from, before they are read again.
 * Chance takes a part off it, so that those read together are not read again together.
 *
 * @param value 0 to 1 h, in whole milliseconds; 0: they are read for each question
 */
public record CacheTime(Duration value) {

  private static final Duration MOST = Duration.ofHours(1);

  /**
   * Validates the range.
   *
   * @throws InvalidValueException if out of range, or not in whole milliseconds
   */
  public CacheTime {
    if (value.isNegative()
        || value.compareTo(MOST) > 0
        || !value.equals(Duration.ofMillis(value.toMillis()))) {
      throw new InvalidValueException("cache_time", value, "0 to 1 h, in whole milliseconds");
    }
  }
}
