package io.signalcoherence.perf.read;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * All that {@code bench read} measured.
 *
 * @param settings of service, data and load, in words
 * @param readings by size, ascending
 */
record ReadReport(String settings, List<ReadReading> readings) {

  /** How much longer the median may be at the largest size than at the smallest. */
  private static final double FLAT = 1.5;

  /** The largest size's median over the smallest's. */
  @JsonProperty("ratio")
  double ratio() {
    return ratio(readings.get(readings.size() - 1));
  }

  private double ratio(ReadReading reading) {
    return reading.p50() / readings.get(0).p50();
  }

  @JsonProperty("flat")
  boolean flat() {
    return ratio() <= FLAT;
  }

  String text() {
    return String.format(
            Locale.ROOT,
            "%10s %8s %8s %6s %7s %7s %7s  %10s %10s %9s%n",
            "signals",
            "p50 ms",
            "p99 ms",
            "ratio",
            "DB ms",
            "rows",
            "blocks",
            "peer ms",
            "rows",
            "peer/DB")
        + readings.stream().map(this::line).collect(Collectors.joining())
        + String.format(
            Locale.ROOT,
            "largest / smallest median %.2f (flat: at most %.2f): %s%n",
            ratio(),
            FLAT,
            flat() ? "FLAT" : "NOT FLAT");
  }

  private String line(ReadReading reading) {
    return String.format(
        Locale.ROOT,
        "%10d %8.3f %8.3f %6.2f %7.3f %7d %7d  %10.1f %10d %9.1f%n",
        reading.signals(),
        reading.p50(),
        reading.p99(),
        ratio(reading),
        reading.database().millis(),
        reading.database().rows(),
        reading.database().blocks(),
        reading.signalSum().millis(),
        reading.signalSum().rows(),
        reading.signalSum().millis() / reading.database().millis());
  }
}
