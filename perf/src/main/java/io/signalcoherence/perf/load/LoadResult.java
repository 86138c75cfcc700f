package io.signalcoherence.perf.load;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * What one run measured.
 *
 * @param rate wanted and achieved
 * @param latency of answered requests with a 2xx status, from their intended time
 * @param driverLag how long after its intended time each request left: a large one means too few
 *     connections or too little CPU
 * @param receipts signals by receipt
 * @param errors requests by kind of failure; empty when there was none
 * @param cpu CPU time of each watched process during the measured time
 */
@JsonPropertyOrder({"rate", "latency", "driverLag", "receipts", "errors", "cpu"})
public record LoadResult(
    Rate rate,
    Latency latency,
    Latency driverLag,
    Receipts receipts,
    Map<String, Long> errors,
    Cpu cpu) {

  /**
   * Rates over the measured time, from its beginning to the last answer.
   *
   * @param wanted signals/s of the schedule
   * @param achieved signals/s answered with 2xx
   * @param requests requests/s answered with 2xx
   * @param seconds measured time
   */
  public record Rate(double wanted, double achieved, double requests, double seconds) {}

  /** Percentiles in milliseconds. */
  public record Latency(
      double p50, double p90, double p95, double p99, double p999, double max, long count) {

    /** The percentiles of a histogram of microseconds. */
    public static Latency of(Histogram micros) {
      return new Latency(
          millis(micros, 50),
          millis(micros, 90),
          millis(micros, 95),
          millis(micros, 99),
          millis(micros, 99.9),
          micros.getMaxValue() / 1000.0,
          micros.getTotalCount());
    }

    private static double millis(Histogram micros, double percentile) {
      return micros.getValueAtPercentile(percentile) / 1000.0;
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "p50 %.2f  p90 %.2f  p95 %.2f  p99 %.2f  p99.9 %.2f  max %.2f ms  (%d)",
          p50,
          p90,
          p95,
          p99,
          p999,
          max,
          count);
    }
  }

  /** Signals by receipt; {@code other} are conflicts, rejections and undetermined ones. */
  public record Receipts(long accepted, long duplicate, long other) {}

  /**
   * CPU time, user and system together.
   *
   * @param seconds by process
   * @param secondsPerThousandSignals by process
   */
  public record Cpu(Map<String, Double> seconds, Map<String, Double> secondsPerThousandSignals) {

    /** The CPU time of so many signals. */
    public static Cpu of(Map<String, Double> seconds, long signals) {
      Map<String, Double> perThousand = new TreeMap<>();
      seconds.forEach(
          (name, cpu) -> perThousand.put(name, signals == 0 ? 0 : cpu * 1000 / signals));
      return new Cpu(seconds, perThousand);
    }
  }

  /**
   * Whether nothing failed and at least 99 of 100 wanted signals were answered in time for the
   * schedule.
   */
  public boolean keptUp() {
    return errors.isEmpty() && receipts.other == 0 && rate.achieved >= 0.99 * rate.wanted;
  }

  /** A few lines for a reader. */
  public String text() {
    String cpuText =
        cpu.secondsPerThousandSignals.entrySet().stream()
            .map(
                entry ->
                    String.format(
                        Locale.ROOT,
                        "%s %.4f (%.0f %% of a core)",
                        entry.getKey(),
                        entry.getValue(),
                        100 * cpu.seconds.getOrDefault(entry.getKey(), 0.0) / rate.seconds))
            .collect(Collectors.joining(", "));
    return String.format(
            Locale.ROOT,
            "rate        %.0f signals/s of %.0f wanted (%.0f requests/s) over %.1f s%n",
            rate.achieved,
            rate.wanted,
            rate.requests,
            rate.seconds)
        + String.format(Locale.ROOT, "latency     %s%n", latency.text())
        + String.format(Locale.ROOT, "driver lag  %s%n", driverLag.text())
        + String.format(
            Locale.ROOT,
            "receipts    accepted %d, duplicate %d, other %d; errors %s%n",
            receipts.accepted,
            receipts.duplicate,
            receipts.other,
            errors.isEmpty() ? "none" : errors)
        + String.format(Locale.ROOT, "CPU s per 1,000 signals: %s%n", cpuText);
  }
}
