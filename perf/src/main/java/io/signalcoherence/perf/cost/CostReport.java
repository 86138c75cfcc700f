package io.signalcoherence.perf.cost;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * All that {@code bench golden} measured.
 *
 * @param settings of service and load, in words
 * @param readings in the order in which they were made
 */
@JsonPropertyOrder({"settings", "readings", "spread", "absoluteSpread", "limit", "repeatable"})
record CostReport(String settings, List<CostReading> readings) {

  /** The widest spread of a figure that can be relied upon. */
  private static final double LIMIT = 0.05;

  static String head() {
    return String.format(
        Locale.ROOT,
        "%4s %18s %18s %18s %14s %10s %15s%n",
        "pass",
        "service ms/1,000",
        "postgres ms/1,000",
        "total ms/1,000",
        "reference ms",
        "relative",
        "slowest p99 ms");
  }

  static String line(CostReading reading) {
    return String.format(
        Locale.ROOT,
        "%4d %18.2f %18.2f %18.2f %14.2f %10.5f %15.1f%n",
        reading.pass(),
        reading.service(),
        reading.postgres(),
        reading.total(),
        reading.reference(),
        reading.relative(),
        reading.slowestP99());
  }

  /** Largest less smallest relative figure, over the mean. */
  @JsonProperty("spread")
  double spread() {
    return spread(CostReading::relative);
  }

  /** The same of the CPU time itself. */
  @JsonProperty("absoluteSpread")
  double absoluteSpread() {
    return spread(CostReading::total);
  }

  @JsonProperty("limit")
  double limit() {
    return LIMIT;
  }

  @JsonProperty("repeatable")
  boolean repeatable() {
    return spread() <= LIMIT;
  }

  private double spread(ToDoubleFunction<CostReading> figure) {
    var all = readings.stream().mapToDouble(figure).summaryStatistics();
    return (all.getMax() - all.getMin()) / all.getAverage();
  }

  String summary() {
    return String.format(
        Locale.ROOT,
        "spread, (max - min) / mean: relative %.1f %% (limit %.0f %%), without the reference %.1f"
            + " %%, of the reference %.1f %%: %s%n",
        100 * spread(),
        100 * LIMIT,
        100 * absoluteSpread(),
        100 * spread(CostReading::reference),
        repeatable() ? "REPEATABLE" : "NOT REPEATABLE");
  }
}
