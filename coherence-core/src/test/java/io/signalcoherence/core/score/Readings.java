package io.signalcoherence.core.score;

import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.Signal;
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
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Windows to score: said by hand, and any. */
final class Readings {

  static final Window WINDOW = Window.endingWith(Signals.NOON);

  private static final Signals SIGNAL = Signals.of(new TenantId("alpha"));

  private Readings() {}

  static WindowReading of(PairSums... pairs) {
    return of(List.of(pairs));
  }

  static WindowReading of(List<PairSums> pairs) {
    TransactionId next = new TransactionId(1);
    return new WindowReading(
        WINDOW, pairs, Snapshot.ofFirstRun(new EpochNumber(1), next, next, Set.of()));
  }

  static WindowReading ofSignals(List<Signal> signals) {
    return of(Fold.of(signals, WINDOW));
  }

  static PairSums pair(String source, String type, Sums sums) {
    return new PairSums(new Pair.Named(new SourceId(source), new SignalType(type)), sums);
  }

  static Sums one(String value, String weight) {
    return Sums.of(SignalValue.of(new BigDecimal(value)), Weight.of(new BigDecimal(weight)));
  }

  /** Signals with few sources and types, within the window and a little beyond its edges. */
  static Arbitrary<List<Signal>> anySignals() {
    Arbitrary<Signal> signal =
        Combinators.combine(
                Arbitraries.integers().between(0, 4),
                Arbitraries.integers().between(0, 2),
                anyTime(),
                anyValue(),
                anyWeight())
            .as(
                (source, type, ts, value, weight) ->
                    SIGNAL
                        .withSource("s" + source)
                        .withType("t" + type)
                        .withTs(ts)
                        .withMeasure(value.toString(), weight.toString())
                        .signal());
    return signal.list().ofMaxSize(40).withoutEdgeCases();
  }

  private static Arbitrary<EventTime> anyTime() {
    Arbitrary<Long> within = Arbitraries.longs().between(-600_000_000L, 1_441L * 60_000_000L);
    return within.map(
        micros -> new EventTime(WINDOW.from().plusNanos(Math.multiplyExact(micros, 1_000L))));
  }

  static Arbitrary<SignalValue> anyValue() {
    Arbitrary<Long> any = Arbitraries.longs().between(0, 1_000_000_000L);
    Arbitrary<Long> extreme = Arbitraries.of(0L, 1L, 500_000_000L, 750_000_000L, 1_000_000_000L);
    return Arbitraries.oneOf(any, extreme).map(SignalValue::new);
  }

  static Arbitrary<Weight> anyWeight() {
    Arbitrary<Long> any = Arbitraries.longs().between(1, 1_000_000_000_000L);
    Arbitrary<Long> extreme = Arbitraries.of(1L, 1_000_000L, 1_000_000_000_000L);
    return Arbitraries.oneOf(any, extreme).map(Weight::new);
  }
}
