package io.signalcoherence.perf.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.signalcoherence.perf.load.LoadResult;
import io.signalcoherence.perf.service.Memory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * All that {@code bench ingest} measured.
 *
 * @param service its JDK and settings in words
 * @param runs in the order in which they were made
 * @param searched whether the rates of single signals are the highest that were kept, not asked for
 * @param readyMillis from the service's start to its readiness, with an empty folder
 * @param memory of the service and of PostgreSQL's processes after the last run, if the service ran
 */
record IngestReport(
    String service,
    List<IngestRun> runs,
    boolean searched,
    long readyMillis,
    Map<String, Memory> memory) {

  private static final String HEAD =
      String.format(
          Locale.ROOT,
          "%-12s %3s %9s %8s %8s %8s %8s %7s  %s%n",
          "side",
          "run",
          "signals/s",
          "p50 ms",
          "p95 ms",
          "p99 ms",
          "p99.9",
          "errors",
          "CPU ms per 1,000 signals");

  static String head() {
    return HEAD;
  }

  /** A step of a search, which is no run. */
  static String step(SideName side, LoadResult result) {
    return line(side.text(), "–", result);
  }

  static String line(IngestRun run) {
    return line(run.side(), Integer.toString(run.round()), run.result());
  }

  private static String line(String side, String round, LoadResult result) {
    long errors = result.errors().values().stream().mapToLong(Long::longValue).sum();
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-12s %3s %9.0f %8.2f %8.2f %8.2f %8.2f %7d ",
                side,
                round,
                result.rate().achieved(),
                result.latency().p50(),
                result.latency().p95(),
                result.latency().p99(),
                result.latency().p999(),
                errors + result.receipts().other()));
    new TreeMap<>(result.cpu().secondsPerThousandSignals())
        .forEach(
            (name, seconds) ->
                text.append(String.format(Locale.ROOT, " %s %.1f", name, seconds * 1000)));
    if (!result.keptUp()) {
      text.append("  fell behind ")
          .append(result.rate().wanted())
          .append(' ')
          .append(result.errors());
    }
    return text.append(System.lineSeparator()).toString();
  }

  /** The ratio of the sides' medians, by name, where both were measured; of no rate asked for. */
  @JsonProperty("ratios")
  Map<String, Double> ratios() {
    Map<String, Double> ratios = new TreeMap<>();
    put(ratios, SideName.BATCH, SideName.BARE);
    put(ratios, SideName.BATCH, SideName.HTTP_BATCH);
    if (searched) {
      put(ratios, SideName.SINGLE, SideName.HTTP_SINGLE);
      put(ratios, SideName.SINGLE, SideName.NAIVE);
    }
    return ratios;
  }

  private void put(Map<String, Double> ratios, SideName side, SideName limit) {
    OptionalDouble ours = median(side);
    OptionalDouble theirs = median(limit);
    if (ours.isPresent() && theirs.isPresent()) {
      ratios.put(side.text() + " / " + limit.text(), ours.getAsDouble() / theirs.getAsDouble());
    }
  }

  /** The median rate of a side's runs; of an even number the mean of the middle two. */
  OptionalDouble median(SideName side) {
    double[] rates =
        runs.stream()
            .filter(run -> run.side().equals(side.text()))
            .mapToDouble(run -> run.result().rate().achieved())
            .sorted()
            .toArray();
    return rates.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((rates[(rates.length - 1) / 2] + rates[rates.length / 2]) / 2);
  }

  String summary() {
    StringBuilder text = new StringBuilder();
    ratios()
        .forEach(
            (name, ratio) ->
                text.append(String.format(Locale.ROOT, "%-24s %.2f (medians)%n", name, ratio)));
    text.append(
        String.format(Locale.ROOT, "ready after %d ms (first start, empty folder)%n", readyMillis));
    memory.forEach(
        (name, size) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-9s resident %.0f MiB, shared pages divided %.0f MiB%n",
                    name,
                    size.rssMebibytes(),
                    size.pssMebibytes())));
    return text.toString();
  }
}
