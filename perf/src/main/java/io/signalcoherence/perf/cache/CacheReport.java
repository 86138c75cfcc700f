package io.signalcoherence.perf.cache;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.signalcoherence.perf.cache.CacheRound.Side;
import io.signalcoherence.perf.load.LoadResult;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * All that {@code bench cache} measured.
 *
 * @param settings of services, data and load, in words
 * @param rounds in the order in which they were measured
 */
record CacheReport(String settings, List<CacheRound> rounds) {

  /** The least part of reads that must be answered from what is kept. */
  private static final double LEAST_HITS = 0.70;

  /** What p95 must come to at most, against that without the cache. */
  private static final double MOST_OF_P95 = 0.80;

  static String head() {
    return String.format(
        Locale.ROOT,
        "%-14s %7s %8s %8s %8s %7s %7s %7s %7s %7s %6s %6s  %s%n",
        "side",
        "reads/s",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "hits %",
        "local",
        "shared",
        "checked",
        "loaded",
        "stale",
        "loads",
        "renewals; signals/s");
  }

  static String line(CacheRound round) {
    LoadResult.Latency latency = round.latency();
    ReadCounts counts = round.counts();
    return String.format(
        Locale.ROOT,
        "%-14s %7.0f %8.2f %8.2f %8.2f %7.1f %7d %7d %7d %7d %6d %6d  %s; %.0f%s%n",
        round.side(),
        round.reads().stream().mapToDouble(each -> each.rate().achieved()).sum(),
        latency.p50(),
        latency.p95(),
        latency.p99(),
        100 * counts.hitRate(),
        counts.served("local"),
        counts.served("shared"),
        counts.served("checked"),
        counts.served("loaded"),
        counts.served("stale"),
        counts.loads(),
        counts.renewals(),
        round.ingest().rate().achieved(),
        round.sound() ? "" : "  NOT SOUND");
  }

  /** The part of all reads with the cache that were answered from what was kept. */
  @JsonProperty("hitRate")
  double hitRate() {
    return ReadCounts.sum(
            rounds.stream()
                .filter(round -> round.side() == Side.WITH)
                .map(CacheRound::counts)
                .collect(Collectors.toList()))
        .hitRate();
  }

  /** The median p95 of rounds with the cache over that of rounds without it. */
  @JsonProperty("p95Ratio")
  double p95Ratio() {
    return ratio(LoadResult.Latency::p95);
  }

  private double ratio(ToDoubleFunction<LoadResult.Latency> figure) {
    return median(Side.WITH, figure) / median(Side.WITHOUT, figure);
  }

  private double median(Side side, ToDoubleFunction<LoadResult.Latency> figure) {
    double[] sorted =
        rounds.stream()
            .filter(round -> round.side() == side)
            .mapToDouble(round -> figure.applyAsDouble(round.latency()))
            .sorted()
            .toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** Whether the cache is worth what it must be, and every round was sound. */
  @JsonProperty("worthIt")
  boolean worthIt() {
    return rounds.stream().allMatch(CacheRound::sound)
        && hitRate() >= LEAST_HITS
        && p95Ratio() <= MOST_OF_P95;
  }

  String summary() {
    return String.format(
        Locale.ROOT,
        "hits %.1f %% (must: %.0f %%); with / without, medians of rounds: p50 %.2f, p95 %.2f (must:"
            + " %.2f), p99 %.2f: %s%n",
        100 * hitRate(),
        100 * LEAST_HITS,
        ratio(LoadResult.Latency::p50),
        p95Ratio(),
        MOST_OF_P95,
        ratio(LoadResult.Latency::p99),
        worthIt() ? "WORTH IT" : "NOT WORTH IT");
  }
}
