package io.signalcoherence.ports.contract;

import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.model.RunNumber;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.SignalValue;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.model.Weight;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Readings and their keys, in short words. */
final class KeptReadings {

  static final Duration LONG = Duration.ofMinutes(5);

  private static final Window WINDOW =
      Window.endingWith(EventTime.parse("2024-03-10T12:00:00.000Z"));

  private KeptReadings() {}

  static ReadingKey key(String tenant) {
    return new ReadingKey(new TenantId(tenant), WINDOW);
  }

  static ReadingKey key(String tenant, EventTime asOf) {
    return new ReadingKey(new TenantId(tenant), Window.endingWith(asOf));
  }

  /** What a snapshot without open transactions below {@code max} sees. */
  static Snapshot snapshot(long max, long... open) {
    Set<TransactionId> inProgress =
        Arrays.stream(open).mapToObj(TransactionId::new).collect(Collectors.toSet());
    long min = Arrays.stream(open).min().orElse(max);
    return new Snapshot(
        new EpochNumber(1),
        RunNumber.FIRST,
        new TransactionId(min),
        new TransactionId(max),
        inProgress);
  }

  /** A young reading of two pairs, whose first counts as many signals as the snapshot's max. */
  static KeptReading reading(Snapshot snapshot) {
    return new KeptReading(
        new WindowReading(WINDOW, pairs(snapshot.max().value()), snapshot),
        Instant.parse("2024-03-10T12:00:30.123456Z"),
        Duration.ofMillis(3),
        Duration.ofMillis(40));
  }

  private static List<PairSums> pairs(long count) {
    Sums one =
        Sums.of(
            SignalValue.of(new BigDecimal("0.123456789")),
            Weight.of(new BigDecimal("999999.999999")));
    BigInteger times = BigInteger.valueOf(count);
    return List.of(
        new PairSums(
            new Pair.Named(new SourceId("e\u0301 source 1:"), new SignalType("t")),
            new Sums(
                count,
                one.weight().multiply(times),
                one.weightedValue().multiply(times),
                one.weightSquared().multiply(times))),
        new PairSums(Pair.other(), one));
  }
}
