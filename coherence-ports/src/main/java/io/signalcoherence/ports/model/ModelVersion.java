package io.signalcoherence.ports.model;

import java.util.Locale;

/** The version of the formulas that make a score of a window's sums. */
public enum ModelVersion {
  /** Weighted mean, agreement of source means, Kish's sample size. */
  V1;

  /** The name used on the wire. */
  public String wireName() {
    return "coherence-" + name().toLowerCase(Locale.ROOT);
  }
}
