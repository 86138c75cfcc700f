package io.signalcoherence.launcher.metrics;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.signalcoherence.ports.out.FollowerObserver;
import java.time.Duration;
import java.util.function.Supplier;

/** Counts and times what the follower does with the graph. Safe for any thread. */
public final class FollowerMetrics implements FollowerObserver {

  private static final AttributeKey<String> CODE = AttributeKey.stringKey("error_code");
  private static final double NANOS_PER_SECOND = 1e9;

  private final LongCounter signals;
  private final LongCounter failures;
  private final LongCounter rebuilds;
  private final DoubleHistogram apply;

  /** Registers the instruments. */
  public FollowerMetrics(Telemetry telemetry) {
    signals = telemetry.counter(Metric.GRAPH_SIGNALS);
    failures = telemetry.counter(Metric.GRAPH_FAILURES);
    rebuilds = telemetry.counter(Metric.GRAPH_REBUILDS);
    apply = telemetry.histogram(Metric.GRAPH_APPLY);
    signals.add(0);
    rebuilds.add(0);
  }

  /**
   * Shows how far the graph lags.
   *
   * @param lag the lag now; zero where there is no graph
   */
  public static void lag(Telemetry telemetry, Supplier<Duration> lag) {
    telemetry.gauge(
        Metric.GRAPH_LAG, Attributes.empty(), () -> lag.get().toNanos() / NANOS_PER_SECOND);
  }

  @Override
  public void applied(int records, Duration took) {
    signals.add(records);
    apply.record(took.toNanos() / NANOS_PER_SECOND);
  }

  @Override
  public void failed(String code, Duration again) {
    failures.add(1, Attributes.of(CODE, code));
  }

  @Override
  public void rebuilds() {
    rebuilds.add(1);
  }
}
