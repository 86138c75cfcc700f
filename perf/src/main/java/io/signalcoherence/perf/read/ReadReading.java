package io.signalcoherence.perf.read;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.signalcoherence.perf.load.LoadResult;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What reading one tenant's score cost.
 *
 * @param signals of the tenant, all in the window
 * @param rounds latency over HTTP, round by round
 * @param database what the service's own statement cost
 * @param signalSum what the same sums over the signals themselves cost
 */
record ReadReading(
    long signals,
    List<LoadResult.Latency> rounds,
    StatementCost database,
    StatementCost signalSum) {

  /** The median of the rounds' medians, ms. */
  @JsonProperty("p50")
  double p50() {
    return median(LoadResult.Latency::p50);
  }

  /** The median of the rounds' p99, ms. */
  @JsonProperty("p99")
  double p99() {
    return median(LoadResult.Latency::p99);
  }

  private double median(ToDoubleFunction<LoadResult.Latency> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
