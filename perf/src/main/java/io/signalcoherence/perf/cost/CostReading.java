package io.signalcoherence.perf.cost;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What one sending of the golden signals cost.
 *
 * @param pass from 1
 * @param service CPU time of the service, ms for 1,000 signals
 * @param postgres CPU time of its PostgreSQL, ms for 1,000 signals
 * @param reference median CPU time of the reference work in this pass, ms
 * @param slowestP99 latency of a request, 99th percentile of the slowest part of the day, ms
 */
@JsonPropertyOrder({"pass", "service", "postgres", "total", "reference", "relative", "slowestP99"})
record CostReading(int pass, double service, double postgres, double reference, double slowestP99) {

  /** CPU time of both, ms for 1,000 signals. */
  @JsonProperty("total")
  double total() {
    return service + postgres;
  }

  /** The total over the reference: 1,000 signals cost so many reference works. */
  @JsonProperty("relative")
  double relative() {
    return total() / reference;
  }
}
