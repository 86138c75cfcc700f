package io.signalcoherence.launcher.metrics;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.out.ReadingObserver;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts where scores come from. Safe for any thread; labels are made once. */
public final class CacheMetrics implements ReadingObserver {

  private static final AttributeKey<String> SOURCE = AttributeKey.stringKey("source");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");
  private static final AttributeKey<String> CODE = AttributeKey.stringKey("code");
  private static final AttributeKey<Boolean> ANSWERED = AttributeKey.booleanKey("answered");
  private static final Attributes WAS_ANSWERED = Attributes.of(ANSWERED, true);
  private static final Attributes WAS_NOT = Attributes.of(ANSWERED, false);

  /** What a shared cache may fail with. */
  private static final List<String> CODES =
      List.of(
          "cache-away",
          "cache-corrupt",
          "cache-internal",
          "cache-login-refused",
          "cache-pool-exhausted",
          "cache-refused",
          "cache-timeout",
          "cache-unavailable");

  private static final double NANOS_PER_SECOND = 1e9;

  private final Map<Source, Attributes> sources = new EnumMap<>(Source.class);
  private final Map<Renewal, Attributes> outcomes = new EnumMap<>(Renewal.class);
  private final LongCounter served;
  private final LongCounter renewals;
  private final LongCounter invalidations;
  private final LongCounter sharedFailures;
  private final DoubleHistogram loads;

  /** Registers the instruments. */
  public CacheMetrics(Telemetry telemetry) {
    served = telemetry.counter(Metric.READS_SERVED);
    renewals = telemetry.counter(Metric.CACHE_RENEWALS);
    invalidations = telemetry.counter(Metric.CACHE_INVALIDATIONS);
    sharedFailures = telemetry.counter(Metric.CACHE_SHARED_FAILURES);
    loads = telemetry.histogram(Metric.READ_LOADS);
    for (Source source : Source.values()) {
      sources.put(source, Attributes.of(SOURCE, source.name().toLowerCase(Locale.ROOT)));
    }
    // a rate over a counter that appears with its first event misses that event
    sources.values().forEach(labels -> served.add(0, labels));
    invalidations.add(0);
    for (Renewal renewal : Renewal.values()) {
      outcomes.put(renewal, Attributes.of(OUTCOME, renewal.name().toLowerCase(Locale.ROOT)));
    }
    outcomes.values().forEach(labels -> renewals.add(0, labels));
    CODES.forEach(code -> sharedFailures.add(0, Attributes.of(CODE, code)));
  }

  @Override
  public void served(Source source) {
    served.add(1, sources.getOrDefault(source, Attributes.empty()));
  }

  @Override
  public void loaded(Duration took, boolean answered) {
    loads.record(took.toNanos() / NANOS_PER_SECOND, answered ? WAS_ANSWERED : WAS_NOT);
  }

  @Override
  public void renewed(Renewal renewal) {
    renewals.add(1, outcomes.getOrDefault(renewal, Attributes.empty()));
  }

  @Override
  public void invalidated() {
    invalidations.add(1);
  }

  @Override
  public void sharedFailed(InfrastructureException failure) {
    sharedFailures.add(1, Attributes.of(CODE, failure.code()));
  }
}
