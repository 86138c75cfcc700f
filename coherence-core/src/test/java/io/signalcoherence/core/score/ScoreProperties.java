package io.signalcoherence.core.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.model.Assessment;
import io.signalcoherence.ports.model.Contribution;
import io.signalcoherence.ports.model.Explanation;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.Status;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.Thresholds;
import io.signalcoherence.ports.model.WindowReading;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds of every window's score. */
final class ScoreProperties {

  private static final BigDecimal BILLIONTH = new BigDecimal("0.000000001");

  @Provide
  Arbitrary<List<Signal>> signals() {
    return Readings.anySignals();
  }

  @Property
  void orderOfArrivalChangesNothing(@ForAll("signals") List<Signal> signals, @ForAll long seed) {
    List<Signal> shuffled = new ArrayList<>(signals);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(assess(shuffled)).isEqualTo(assess(signals));
    assertThat(Explanations.explain(Readings.ofSignals(shuffled), 4))
        .isEqualTo(Explanations.explain(Readings.ofSignals(signals), 4));
  }

  @Property
  void orderInWhichPairsAreReadChangesNothing(
      @ForAll("signals") List<Signal> signals, @ForAll long seed) {
    List<PairSums> pairs = Fold.of(signals, Readings.WINDOW);
    List<PairSums> shuffled = new ArrayList<>(pairs);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(ScoreModel.assess(Readings.of(shuffled), Thresholds.STANDARD))
        .isEqualTo(ScoreModel.assess(Readings.of(pairs), Thresholds.STANDARD));
  }

  @Property
  void sumsOfPartsMergeToTheSumsOfAll(
      @ForAll("signals") List<Signal> signals, @ForAll @IntRange(max = 40) int at) {
    int cut = Math.min(at, signals.size());
    Map<Pair, Sums> merged = new TreeMap<>();
    for (List<Signal> part :
        List.of(signals.subList(0, cut), signals.subList(cut, signals.size()))) {
      Fold.of(part, Readings.WINDOW)
          .forEach(pair -> merged.merge(pair.pair(), pair.sums(), Sums::plus));
    }

    assertThat(merged.entrySet().stream().map(e -> new PairSums(e.getKey(), e.getValue())).toList())
        .isEqualTo(Fold.of(signals, Readings.WINDOW));
  }

  @Property
  void onlyTheWindowCounts(@ForAll("signals") List<Signal> signals) {
    long within =
        signals.stream()
            .map(signal -> signal.key().ts().value())
            .filter(ts -> !ts.isBefore(Readings.WINDOW.from()) && ts.isBefore(Readings.WINDOW.to()))
            .count();

    assertThat(assess(signals).sampleSize()).isEqualTo(within);
    assertThat(assess(signals).status() == Status.UNKNOWN).isEqualTo(within == 0);
  }

  @Property
  void scoreLiesAmongTheValuesAndTheSizesAmongTheirs(@ForAll("signals") List<Signal> signals) {
    List<Signal> within =
        signals.stream().filter(s -> Readings.WINDOW.contains(s.key().ts())).toList();
    Assessment assessment = assess(signals);
    if (within.isEmpty()) {
      assertThat(assessment.score()).isEmpty();
      return;
    }
    List<BigDecimal> values = within.stream().map(s -> s.value().decimal()).sorted().toList();

    assertThat(assessment.score().orElseThrow().value())
        .isBetween(values.get(0), values.get(values.size() - 1));
    assertThat(assessment.agreement().orElseThrow().value())
        .isBetween(BigDecimal.ZERO, BigDecimal.ONE);
    assertThat(assessment.effectiveSampleSize())
        .isBetween(BigDecimal.ONE, BigDecimal.valueOf(within.size()));
  }

  @Property
  void everyFormulaEqualsItsExactFraction(@ForAll("signals") List<Signal> signals) {
    WindowReading reading = Readings.ofSignals(signals);
    Sums total = Fold.total(reading.pairs());
    if (total.count() == 0) {
      return;
    }
    Assessment assessment = ScoreModel.assess(reading, Thresholds.STANDARD);
    Exact mean = mean(total);

    assertThat(assessment.score()).contains(new Ratio(mean.rounded()));
    assertThat(assessment.agreement()).contains(new Ratio(agreement(reading, total).rounded()));
    assertThat(assessment.effectiveSampleSize())
        .isEqualTo(Exact.of(total.weight().pow(2), total.weightSquared()).rounded());
    assertThat(assessment.status()).isEqualTo(status(mean));
  }

  @Property
  void agreementLiesInItsBoundsExactly(@ForAll("signals") List<Signal> signals) {
    WindowReading reading = Readings.ofSignals(signals);
    Sums total = Fold.total(reading.pairs());
    if (total.count() > 0) {
      assertThat(agreement(reading, total)).isBetween(Exact.ZERO, Exact.ONE);
    }
  }

  @Property
  void partsSumToTheScoreHoweverManyAreNamed(
      @ForAll("signals") List<Signal> signals, @ForAll @IntRange(max = 20) int top) {
    WindowReading reading = Readings.ofSignals(signals);
    Explanation explanation = Explanations.explain(reading, top);
    BigDecimal score = assess(signals).score().map(Ratio::value).orElse(BigDecimal.ZERO);
    int pairs = reading.pairs().size();

    BigDecimal sum =
        explanation.top().stream()
            .map(Contribution::part)
            .reduce(explanation.remainder(), BigDecimal::add);
    assertThat(sum).isEqualByComparingTo(score);
    assertThat(explanation.remainder().scale()).isEqualTo(Ratio.DECIMALS);
    assertThat(explanation.remainder().signum()).isNotNegative();
    assertThat(explanation.top()).hasSize(Math.min(top, pairs));
    assertThat(explanation.remainderPairs()).isEqualTo(pairs - explanation.top().size());
  }

  @Property
  void everyPartIsLessThanABillionthOffAndNoneOutOfOrder(@ForAll("signals") List<Signal> signals) {
    WindowReading reading = Readings.ofSignals(signals);
    Sums total = Fold.total(reading.pairs());
    List<Contribution> parts = Explanations.explain(reading, 1_000).top();

    for (Contribution part : parts) {
      Exact exact = Exact.of(part.sums().weightedValue(), inBillionths(total.weight()));
      assertThat(part.part().scale()).isEqualTo(Ratio.DECIMALS);
      assertThat(Exact.of(part.part()).minus(exact))
          .isStrictlyBetween(Exact.of(BILLIONTH.negate()), Exact.of(BILLIONTH));
    }
    assertThat(parts).extracting(Contribution::part).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Property
  void thresholdIsMetExactlyWhateverTheWeights(
      @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long weight,
      @ForAll @LongRange(min = 0, max = 1_000_000_000L) long threshold) {
    Thresholds thresholds =
        new Thresholds(new Ratio(BigDecimal.valueOf(threshold, 9)), Ratio.of("0"));
    BigInteger w = BigInteger.valueOf(weight);
    BigInteger met = w.multiply(BigInteger.valueOf(threshold));

    assertThat(status(new Sums(1, w, met, w.pow(2)), thresholds)).isEqualTo(Status.HEALTHY);
    if (met.signum() > 0) {
      Sums missed = new Sums(1, w, met.subtract(BigInteger.ONE), w.pow(2));
      assertThat(status(missed, thresholds)).isEqualTo(Status.WARN);
    }
  }

  private static Status status(Sums sums, Thresholds thresholds) {
    WindowReading reading = Readings.of(Readings.pair("a", "t", sums));
    return ScoreModel.assess(reading, thresholds).status();
  }

  private static Assessment assess(List<Signal> signals) {
    return ScoreModel.assess(Readings.ofSignals(signals), Thresholds.STANDARD);
  }

  private static Exact mean(Sums sums) {
    return Exact.of(sums.weightedValue(), inBillionths(sums.weight()));
  }

  private static BigInteger inBillionths(BigInteger weight) {
    return weight.multiply(BigInteger.TEN.pow(9));
  }

  private static Exact agreement(WindowReading reading, Sums total) {
    Map<String, Sums> sources = new HashMap<>();
    for (PairSums pair : reading.pairs()) {
      sources.merge(((Pair.Named) pair.pair()).source().value(), pair.sums(), Sums::plus);
    }
    Exact variance = Exact.ZERO;
    for (Sums source : sources.values()) {
      Exact distance = mean(source).minus(mean(total));
      Exact share = Exact.of(source.weight(), total.weight());
      variance = variance.plus(distance.times(distance).times(share));
    }
    return Exact.ONE.minus(Exact.of(4).times(variance));
  }

  private static Status status(Exact mean) {
    if (mean.compareTo(Exact.ONE.over(Exact.of(4)).times(Exact.of(3))) >= 0) {
      return Status.HEALTHY;
    }
    return mean.compareTo(Exact.ONE.over(Exact.of(2))) >= 0 ? Status.WARN : Status.CRITICAL;
  }
}
