package io.signalcoherence.perf.rules;

import io.signalcoherence.core.score.Explanations;
import io.signalcoherence.core.score.ScoreModel;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.SignalValue;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.Thresholds;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.model.Weight;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A score and its explanation from the most rows that a window has, with exact numbers; and score,
 * agreement and each pair's part in doubles, from the same rows.
 */
@State(Scope.Benchmark)
public class ScoreBenchmarks {

  /** Rows of a pair: 23 hours and 60 minutes. */
  private static final int ROWS = 83;

  private static final int TYPES = 2;
  private static final int TOP = 10;
  private static final Window WINDOW = Window.endingWith(EventTime.parse("2026-03-14T15:31:00Z"));
  private static final Snapshot SNAPSHOT =
      Snapshot.ofFirstRun(
          new EpochNumber(1), new TransactionId(1000), new TransactionId(1000), Set.of());

  /** Pairs of the tenant. */
  @Param({"10", "256"})
  private int pairs;

  private final List<Pair> names = new ArrayList<>();
  private final List<List<Sums>> rows = new ArrayList<>();
  private double[][] weights = {};
  private double[][] products = {};

  /** Made by JMH. */
  public ScoreBenchmarks() {}

  /** Makes the rows: of 40 signals each, as exact sums and as doubles. */
  @Setup
  public void fill() {
    weights = new double[pairs][ROWS];
    products = new double[pairs][ROWS];
    for (int pair = 0; pair < pairs; pair++) {
      names.add(
          new Pair.Named(
              new SourceId("source-" + pair / TYPES), new SignalType("type-" + pair % TYPES)));
      List<Sums> sums = new ArrayList<>();
      for (int row = 0; row < ROWS; row++) {
        sums.add(row(pair * ROWS + row));
        weights[pair][row] = sums.get(row).weight().doubleValue();
        products[pair][row] = sums.get(row).weightedValue().doubleValue();
      }
      rows.add(sums);
    }
  }

  private static Sums row(int seed) {
    Sums sum = Sums.ZERO;
    for (int i = 0; i < 40; i++) {
      BigDecimal value = BigDecimal.valueOf((seed * 40L + i) * 7919 % 10_000, 4);
      sum = sum.plus(Sums.of(SignalValue.of(value), Weight.of(BigDecimal.valueOf(1 + i % 3))));
    }
    return sum;
  }

  /** Rows to sums by pair, to the assessment and the explanation. */
  @Benchmark
  public void score(Blackhole sink) {
    List<PairSums> sums = new ArrayList<>(pairs);
    for (int pair = 0; pair < pairs; pair++) {
      Sums total = Sums.ZERO;
      for (Sums row : rows.get(pair)) {
        total = total.plus(row);
      }
      sums.add(new PairSums(names.get(pair), total));
    }
    WindowReading reading = new WindowReading(WINDOW, sums, SNAPSHOT);
    sink.consume(ScoreModel.assess(reading, Thresholds.STANDARD));
    sink.consume(Explanations.explain(reading, TOP));
  }

  /** The same in doubles, which round. */
  @Benchmark
  public void scorePeer(Blackhole sink) {
    double[] weight = new double[pairs];
    double[] product = new double[pairs];
    double allWeight = 0;
    double allProduct = 0;
    for (int pair = 0; pair < pairs; pair++) {
      for (int row = 0; row < ROWS; row++) {
        weight[pair] += weights[pair][row];
        product[pair] += products[pair][row];
      }
      allWeight += weight[pair];
      allProduct += product[pair];
    }
    double score = allProduct / allWeight;
    double variance = 0;
    for (int pair = 0; pair < pairs; pair += TYPES) {
      double ofSource = weight[pair] + weight[pair + 1];
      double distance = (product[pair] + product[pair + 1]) / ofSource - score;
      variance += ofSource / allWeight * distance * distance;
    }
    for (int pair = 0; pair < pairs; pair++) {
      product[pair] /= allWeight;
    }
    sink.consume(score);
    sink.consume(1 - 4 * variance);
    sink.consume(product);
  }
}
