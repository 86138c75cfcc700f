package io.signalcoherence.perf.fault;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What a service's metrics said.
 *
 * @param sent when they were asked for, by {@link System#nanoTime}
 * @param values by series, such as {@code kafka_door{state="connected"}}; only those that a fault
 *     drill looks at
 */
record Scrape(long sent, Map<String, Double> values) {

  private static final Set<String> WANTED =
      Set.of(
          "cache_shared_away",
          "cache_shared_failures_total",
          "graph_lag_seconds",
          "ingest_backlog",
          "kafka_door",
          "service_component_ok");

  Scrape {
    values = Map.copyOf(values);
  }

  /** Reads Prometheus' text format. */
  static Scrape of(long sent, String page) {
    Map<String, Double> values = new HashMap<>();
    page.lines()
        .filter(line -> WANTED.contains(line.split("[{ ]", 2)[0]))
        .forEach(
            line -> {
              int end = line.lastIndexOf(' ');
              values.put(line.substring(0, end), Double.parseDouble(line.substring(end + 1)));
            });
    return new Scrape(sent, values);
  }

  /** The value of a series; empty if there is none, or it is no number. */
  OptionalDouble value(String series) {
    double value = values.getOrDefault(series, Double.NaN);
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The value of a series; 0 if there is none. */
  double orZero(String series) {
    return value(series).orElse(0);
  }

  /** Whether readiness has this component and says that it is not as it should be. */
  boolean isDegraded(String component) {
    OptionalDouble ok = value("service_component_ok{component=\"" + component + "\"}");
    return ok.isPresent() && ok.getAsDouble() == 0;
  }
}
