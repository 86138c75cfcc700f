package io.signalcoherence.perf.rules;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One rule beside its peer.
 *
 * @param rule what was measured, in words
 * @param peer what it was measured against, in words
 */
@JsonPropertyOrder({"rule", "peer", "ours", "theirs", "timeRatio"})
record RuleReading(String rule, String peer, Cost ours, Cost theirs) {

  /**
   * What one call costs.
   *
   * @param nanos mean time of a call, ns
   * @param error half the width of the mean's 99.9 % confidence interval, ns
   * @param bytes allocated by a call
   */
  record Cost(double nanos, double error, double bytes) {}

  /** Our time over the peer's. */
  @JsonProperty("timeRatio")
  double timeRatio() {
    return ours.nanos / theirs.nanos;
  }
}
