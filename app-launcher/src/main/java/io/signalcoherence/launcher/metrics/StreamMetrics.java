package io.signalcoherence.launcher.metrics;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.signalcoherence.adapter.kafka.SignalConsumer.Condition;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.UndeterminedCause;
import io.signalcoherence.ports.out.StreamObserver;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Counts and times what the door for Kafka does. Safe for any thread; labels are made once. */
public final class StreamMetrics implements StreamObserver {

  private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");
  private static final AttributeKey<String> CHANGE = AttributeKey.stringKey("change");
  private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("operation");
  private static final AttributeKey<String> STATE = AttributeKey.stringKey("state");
  private static final Attributes CONFLICT = Attributes.of(REASON, "conflict");
  private static final Attributes INTERNAL =
      Attributes.of(REASON, UndeterminedCause.INTERNAL.wireName());
  private static final Attributes TAKEN = Attributes.of(CHANGE, "taken");
  private static final Attributes GIVEN_UP = Attributes.of(CHANGE, "given-up");
  private static final double NANOS_PER_SECOND = 1e9;

  private final LongCounter read;
  private final LongCounter retried;
  private final LongCounter deadLetters;
  private final LongCounter shared;
  private final LongCounter failures;
  private final DoubleHistogram age;
  private final DoubleHistogram commit;
  private final Map<RejectionReason, Attributes> rejected = new EnumMap<>(RejectionReason.class);
  private final Map<Operation, Attributes> operations = new EnumMap<>(Operation.class);

  /** Registers the instruments. */
  public StreamMetrics(Telemetry telemetry) {
    read = telemetry.counter(Metric.KAFKA_READ);
    retried = telemetry.counter(Metric.KAFKA_RETRIED);
    deadLetters = telemetry.counter(Metric.KAFKA_DEAD_LETTERS);
    shared = telemetry.counter(Metric.KAFKA_SHARED);
    failures = telemetry.counter(Metric.KAFKA_FAILURES);
    age = telemetry.histogram(Metric.KAFKA_AGE);
    commit = telemetry.histogram(Metric.KAFKA_COMMIT);
    for (RejectionReason reason : RejectionReason.values()) {
      rejected.put(reason, Attributes.of(REASON, reason.wireName()));
    }
    for (Operation operation : Operation.values()) {
      operations.put(operation, Attributes.of(OPERATION, operation.wireName()));
    }
    startAtZero();
  }

  /**
   * Shows how the door stands, read at each scrape.
   *
   * @param condition empty where there is no door
   */
  public static void gauges(Telemetry telemetry, Supplier<Optional<Condition>> condition) {
    telemetry.gauge(
        Metric.KAFKA_DOOR,
        Stream.of("closed", "connected", "unreachable")
            .map(
                state ->
                    new Telemetry.Reading(
                        Attributes.of(STATE, state),
                        () -> state(condition.get()).equals(state) ? 1 : 0))
            .toList());
    telemetry.gauge(
        Metric.KAFKA_PARTITIONS,
        List.of(
            new Telemetry.Reading(
                Attributes.of(STATE, "reading"),
                () -> condition.get().map(now -> now.partitions() - now.paused()).orElse(0)),
            new Telemetry.Reading(
                Attributes.of(STATE, "paused"),
                () -> condition.get().map(now -> now.paused() - now.unreadable()).orElse(0)),
            new Telemetry.Reading(
                Attributes.of(STATE, "unreadable"),
                () -> condition.get().map(Condition::unreadable).orElse(0))));
    telemetry.gauge(
        Metric.KAFKA_OPEN,
        Attributes.empty(),
        () -> condition.get().map(Condition::open).orElse(0));
  }

  private static String state(Optional<Condition> condition) {
    return condition.map(now -> now.connected() ? "connected" : "unreachable").orElse("closed");
  }

  /** What the door says of its lag: 0 where there is no door, no sample where it is unknown. */
  public static double lag(Optional<Condition> condition) {
    if (condition.isEmpty()) {
      return 0;
    }
    return condition.get().lag().isPresent()
        ? condition.get().lag().getAsLong()
        : Telemetry.NO_SAMPLE;
  }

  @Override
  public void read(int records) {
    read.add(records);
  }

  @Override
  public void settled(Duration sinceWritten) {
    age.record(seconds(sinceWritten));
  }

  @Override
  public void retried(int records) {
    retried.add(records);
  }

  @Override
  public void putAside(Receipt receipt) {
    deadLetters.add(1, reason(receipt));
  }

  private Attributes reason(Receipt receipt) {
    if (receipt instanceof Receipt.Rejected no) {
      return rejected.getOrDefault(no.rejection().reason(), INTERNAL);
    }
    return receipt instanceof Receipt.Undetermined ? INTERNAL : CONFLICT;
  }

  @Override
  public void committed(Duration took) {
    commit.record(seconds(took));
  }

  @Override
  public void shared(int taken, int givenUp) {
    shared.add(taken, TAKEN);
    shared.add(givenUp, GIVEN_UP);
  }

  @Override
  public void failed(Operation operation) {
    failures.add(1, operations.get(operation));
  }

  /** A rate over a counter that appears with its first event misses that event. */
  private void startAtZero() {
    read.add(0);
    retried.add(0);
    deadLetters.add(0, CONFLICT);
    deadLetters.add(0, INTERNAL);
    rejected.values().forEach(labels -> deadLetters.add(0, labels));
    shared.add(0, TAKEN);
    shared.add(0, GIVEN_UP);
    operations.values().forEach(labels -> failures.add(0, labels));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }
}
