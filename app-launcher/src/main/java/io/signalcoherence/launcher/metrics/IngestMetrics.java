package io.signalcoherence.launcher.metrics;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.UndeterminedCause;
import io.signalcoherence.ports.out.IngestObserver;
import io.signalcoherence.ports.out.Ticker;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Counts and times ingest. Safe for any thread; labels are made once. */
public final class IngestMetrics implements IngestObserver {

  private static final AttributeKey<String> CHANNEL = AttributeKey.stringKey("channel");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");
  private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");
  private static final AttributeKey<Boolean> STORED = AttributeKey.booleanKey("stored");
  private static final double NANOS_PER_SECOND = 1e9;

  private final Ticker ticker;
  private final Map<Channel, Door> doors = new EnumMap<>(Channel.class);
  private final LongCounter received;
  private final LongCounter receipts;
  private final DoubleHistogram answer;
  private final DoubleHistogram queueWait;
  private final DoubleHistogram append;
  private final DoubleHistogram groupSize;

  /** Registers the instruments. */
  public IngestMetrics(Telemetry telemetry, Ticker ticker) {
    this.ticker = ticker;
    for (Channel channel : Channel.values()) {
      doors.put(channel, new Door(channel));
    }
    received = telemetry.counter(Metric.RECEIVED);
    receipts = telemetry.counter(Metric.RECEIPTS);
    startAtZero();
    answer = telemetry.histogram(Metric.ANSWER);
    queueWait = telemetry.histogram(Metric.QUEUE_WAIT);
    append = telemetry.histogram(Metric.APPEND);
    groupSize = telemetry.histogram(Metric.GROUP_SIZE);
    telemetry.gauge(
        Metric.DEDUPE_RATE,
        doors.values().stream()
            .map(door -> new Telemetry.Reading(door.labels, () -> door.rate.at(ticker.read())))
            .toList());
  }

  @Override
  public void received(Channel channel, int items) {
    Door door = door(channel);
    received.add(items, door.labels);
    door.rate.received(ticker.read(), items);
  }

  @Override
  public void decided(Channel channel, Receipt receipt) {
    Door door = door(channel);
    if (receipt instanceof Receipt.Accepted) {
      receipts.add(1, door.accepted);
    } else if (receipt instanceof Receipt.Duplicate) {
      receipts.add(1, door.duplicate);
      door.rate.duplicate(ticker.read());
    } else if (receipt instanceof Receipt.Conflict) {
      receipts.add(1, door.conflict);
    } else if (receipt instanceof Receipt.Rejected rejected) {
      receipts.add(1, door.rejected.get(rejected.rejection().reason()));
    } else if (receipt instanceof Receipt.Undetermined undetermined) {
      receipts.add(1, door.undetermined.get(undetermined.cause()));
    }
  }

  @Override
  public void answered(Channel channel, Duration sinceReceived) {
    answer.record(seconds(sinceReceived), door(channel).labels);
  }

  @Override
  public void appended(GroupTiming timing) {
    queueWait.record(seconds(timing.oldestWait()));
    append.record(seconds(timing.append()), timing.stored() ? Door.WAS_STORED : Door.WAS_NOT);
    groupSize.record(timing.entries());
  }

  /** A rate over a counter that appears with its first event misses that event. */
  private void startAtZero() {
    doors
        .values()
        .forEach(
            door -> {
              received.add(0, door.labels);
              door.outcomes().forEach(outcome -> receipts.add(0, outcome));
            });
  }

  private Door door(Channel channel) {
    Door door = doors.get(channel);
    if (door == null) {
      throw new IllegalStateException(channel + " has no door");
    }
    return door;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }

  /** One channel's labels and rate. */
  private static final class Door {

    static final Attributes WAS_STORED = Attributes.of(STORED, true);
    static final Attributes WAS_NOT = Attributes.of(STORED, false);

    final DedupeRate rate = new DedupeRate();
    final Attributes labels;
    final Attributes accepted;
    final Attributes duplicate;
    final Attributes conflict;
    final Map<RejectionReason, Attributes> rejected = new EnumMap<>(RejectionReason.class);
    final Map<UndeterminedCause, Attributes> undetermined = new EnumMap<>(UndeterminedCause.class);

    Door(Channel channel) {
      labels = Attributes.of(CHANNEL, channel.wireName());
      accepted = outcome("accepted", "");
      duplicate = outcome("duplicate", "");
      conflict = outcome("conflict", "");
      Stream.of(RejectionReason.values())
          .forEach(reason -> rejected.put(reason, outcome("rejected", reason.wireName())));
      Stream.of(UndeterminedCause.values())
          .forEach(cause -> undetermined.put(cause, outcome("undetermined", cause.wireName())));
    }

    Stream<Attributes> outcomes() {
      return Stream.of(
              Stream.of(accepted, duplicate, conflict),
              rejected.values().stream(),
              undetermined.values().stream())
          .flatMap(Function.identity());
    }

    private Attributes outcome(String outcome, String reason) {
      return labels.toBuilder().put(OUTCOME, outcome).put(REASON, reason).build();
    }
  }
}
