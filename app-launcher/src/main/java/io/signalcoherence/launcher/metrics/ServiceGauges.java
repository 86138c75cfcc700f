package io.signalcoherence.launcher.metrics;

import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Shows what the service's parts know of themselves, read at each scrape. */
public final class ServiceGauges {

  private static final double NANOS_PER_SECOND = 1e9;

  private ServiceGauges() {}

  /**
   * Registers the gauges.
   *
   * @param backlog signals that wait in the queues
   * @param horizonAge the ledger's horizon; empty if it is not known, and then shown as not a
   *     number
   * @param ready whether the service is ready
   */
  public static void register(
      Telemetry telemetry,
      LongSupplier backlog,
      Supplier<Optional<Duration>> horizonAge,
      BooleanSupplier ready) {
    telemetry.gauge(Metric.BACKLOG, Attributes.empty(), backlog::getAsLong);
    telemetry.gauge(
        Metric.HORIZON_AGE,
        Attributes.empty(),
        () -> horizonAge.get().map(ServiceGauges::seconds).orElse(Double.NaN));
    telemetry.gauge(Metric.READY, Attributes.empty(), () -> ready.getAsBoolean() ? 1 : 0);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }
}
