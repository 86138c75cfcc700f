package io.signalcoherence.perf.fault;

import java.util.List;
import java.util.Locale;

/**
 * How long things took, in milliseconds to three decimals; quantiles by the nearest rank, so each
 * is a time that was seen.
 *
 * @param count how many
 * @param p50 half of them took no longer; 0 if there are none
 * @param p99 99 of 100 took no longer
 * @param max the longest
 */
record Spread(int count, double p50, double p99, double max) {

  static final long NANOS_PER_MILLI = 1_000_000;

  private static final double NANOS_PER_MICRO = 1e3;

  static Spread ofNanos(List<Long> nanos) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return new Spread(sorted.length, rank(sorted, 0.50), rank(sorted, 0.99), rank(sorted, 1.0));
  }

  private static double rank(long[] sorted, double part) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(part * sorted.length);
    return Math.round(sorted[Math.max(0, rank - 1)] / NANOS_PER_MICRO) / NANOS_PER_MICRO;
  }

  /** How many, and their median, p99 and longest in milliseconds. */
  String text() {
    return count == 0
        ? "–"
        : String.format(Locale.ROOT, "%d: %.1f / %.1f / %.0f", count, p50, p99, max);
  }
}
