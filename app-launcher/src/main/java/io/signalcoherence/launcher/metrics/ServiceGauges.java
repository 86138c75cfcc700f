package io.signalcoherence.launcher.metrics;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.signalcoherence.ports.in.ServiceHealth;
import io.signalcoherence.ports.in.ServiceHealth.Component;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Shows what the service's parts know of themselves, read at each scrape. */
public final class ServiceGauges {

  private static final AttributeKey<String> COMPONENT = AttributeKey.stringKey("component");
  private static final AttributeKey<String> PLACE = AttributeKey.stringKey("place");

  /** Ends the name of a component whose details are for the operator and harm nothing. */
  private static final String WARNING = "-warning";

  private static final double NANOS_PER_SECOND = 1e9;

  private ServiceGauges() {}

  /**
   * Shows what waits for the engine, and what it refuses to let wait.
   *
   * @param waiting signals that wait in the queues
   * @param lag signals that wait in Kafka; no sample if that is not known
   * @param capacity signals that may wait
   * @param shedding lanes that refuse signals
   */
  public static void backlog(
      Telemetry telemetry,
      LongSupplier waiting,
      DoubleSupplier lag,
      long capacity,
      LongSupplier shedding) {
    telemetry.gauge(
        Metric.BACKLOG,
        List.of(
            new Telemetry.Reading(Attributes.of(PLACE, "queues"), waiting::getAsLong),
            new Telemetry.Reading(Attributes.of(PLACE, "kafka"), lag)));
    telemetry.gauge(Metric.BACKLOG_CAPACITY, Attributes.empty(), () -> capacity);
    telemetry.gauge(Metric.SHEDDING_LANES, Attributes.empty(), shedding::getAsLong);
  }

  /**
   * Shows how the ledger is.
   *
   * @param horizonAge the ledger's horizon; empty if it is not known, and then without a sample
   * @param monthsAhead months after the current one that have their partitions
   * @param countedWithRest signals folded into the pair named other, since the start
   */
  public static void ledger(
      Telemetry telemetry,
      Supplier<Optional<Duration>> horizonAge,
      LongSupplier monthsAhead,
      LongSupplier countedWithRest) {
    telemetry.gauge(
        Metric.HORIZON_AGE,
        Attributes.empty(),
        () -> horizonAge.get().map(ServiceGauges::seconds).orElse(Telemetry.NO_SAMPLE));
    telemetry.gauge(Metric.MONTHS_AHEAD, Attributes.empty(), monthsAhead::getAsLong);
    telemetry.counter(Metric.COUNTED_WITH_REST, countedWithRest::getAsLong);
  }

  /**
   * Shows whether the shared cache is away.
   *
   * @param away whether there should be one, and it has not answered lately
   */
  public static void sharedCache(Telemetry telemetry, BooleanSupplier away) {
    telemetry.gauge(
        Metric.CACHE_SHARED_AWAY, Attributes.empty(), () -> away.getAsBoolean() ? 1 : 0);
  }

  /** Shows what {@code /readyz} says. */
  public static void readiness(Telemetry telemetry, ServiceHealth health) {
    Predicate<Component> warns = component -> component.name().endsWith(WARNING);
    telemetry.gauge(Metric.READY, Attributes.empty(), () -> health.readiness().ready() ? 1 : 0);
    telemetry.gauge(
        Metric.COMPONENT_OK,
        () ->
            health.readiness().components().stream()
                .filter(warns.negate())
                .collect(Collectors.toMap(Component::name, Component::ok, Boolean::logicalAnd))
                .entrySet()
                .stream()
                .map(
                    part ->
                        new Telemetry.Value(
                            Attributes.of(COMPONENT, part.getKey()), part.getValue() ? 1 : 0))
                .toList());
    telemetry.gauge(
        Metric.WARNINGS,
        Attributes.empty(),
        () -> health.readiness().components().stream().filter(warns).count());
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }
}
