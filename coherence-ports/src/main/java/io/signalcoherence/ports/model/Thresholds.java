package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;

/**
 * From where on a score is healthy, and from where on it only warns.
 *
 * @param healthy HEALTHY from this score on
 * @param warn WARN from this score on; not above {@code healthy}
 */
public record Thresholds(Ratio healthy, Ratio warn) {

  /** HEALTHY from 0.75 on, WARN from 0.5 on. */
  public static final Thresholds STANDARD = new Thresholds(Ratio.of("0.75"), Ratio.of("0.5"));

  /**
   * Validates the order.
   *
   * @throws InvalidValueException if {@code warn} is above {@code healthy}
   */
  public Thresholds {
    if (warn.compareTo(healthy) > 0) {
      throw new InvalidValueException("warn", warn, "at most healthy (" + healthy + ")");
    }
  }
}
