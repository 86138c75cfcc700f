package io.signalcoherence.perf.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What one run has measured so far. Used by the driver's thread alone. */
final class Readings {

  private static final long LONGEST_MICROS = 600_000_000L;

  private final Histogram latencyMicros = new Histogram(LONGEST_MICROS, 3);
  private final Histogram driverLagMicros = new Histogram(LONGEST_MICROS, 3);
  private final Map<String, Long> errors = new TreeMap<>();
  private final ReceiptTally receipts = new ReceiptTally();
  private long answered;
  private long signalsAnswered;

  /**
   * Takes an answer to a request of {@code signals} signals that was intended {@code nanos} ago.
   */
  void answer(ResponseReader response, long signals, long nanos) {
    int status = response.status();
    if (status < 200 || status >= 300) {
      error("status " + status);
      return;
    }
    answered++;
    signalsAnswered += signals;
    latencyMicros.recordValue(micros(nanos));
    switch (status) {
      case 201 -> receipts.addAccepted(1);
      case 200 -> receipts.addDuplicate(1);
      default -> response.countReceipts(receipts);
    }
  }

  void error(String kind) {
    errors.merge(kind, 1L, Long::sum);
  }

  /** Takes note of how long after its time a request left. */
  void lag(long nanos) {
    driverLagMicros.recordValue(micros(nanos));
  }

  private static long micros(long nanos) {
    return Math.min(LONGEST_MICROS, Math.max(0, nanos / 1000));
  }

  LoadResult result(LoadPlan plan, Duration took, Map<String, Double> cpuSeconds) {
    double seconds = took.toNanos() / 1e9;
    LoadResult.Latency latency = LoadResult.Latency.of(latencyMicros);
    double achieved = signalsAnswered / seconds;
    LoadResult.Rate rate =
        new LoadResult.Rate(
            plan.traffic().isSaturating() ? achieved : plan.traffic().signalsPerSecond(),
            achieved,
            answered / seconds,
            seconds);
    return new LoadResult(
        rate,
        latency,
        LoadResult.Latency.of(driverLagMicros),
        new LoadResult.Receipts(receipts.accepted(), receipts.duplicate(), receipts.other()),
        errors,
        LoadResult.Cpu.of(cpuSeconds, signalsAnswered));
  }
}
