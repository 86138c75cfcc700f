package io.signalcoherence.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.ports.out.ReadingObserver.Renewal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Many runs of {@link CacheSimulation}. To repeat one: {@code -Dsignalcoherence.simulation.seed=N};
 * to try more: {@code -Dsignalcoherence.simulation.seeds=N}.
 */
final class CacheSimulationTest {

  private static final int SEEDS = 300;
  private static final int STEPS = 250;

  @Test
  void noScoreIsOlderThanItSaysNorThanAskedForWhateverFails() {
    Long one = Long.getLong("signalcoherence.simulation.seed");
    LongStream seeds =
        one == null
            ? LongStream.range(0, Integer.getInteger("signalcoherence.simulation.seeds", SEEDS))
            : LongStream.of(one);
    int[] seen = new int[5];
    Map<Renewal, Integer> renewals = new EnumMap<>(Renewal.class);
    seeds.forEach(
        seed -> {
          CacheSimulation run = run(new CacheSimulation(seed), seed);
          seen[0] += run.answered();
          seen[1] += run.withToken();
          seen[2] += run.stale();
          seen[3] += run.unavailable();
          seen[4] += run.reads();
          for (Renewal renewal : Renewal.values()) {
            renewals.merge(renewal, run.renewals(renewal), Integer::sum);
          }
        });

    // it is of no use unless all of this happens, and most answers need no read of their own
    assertThat(Arrays.stream(seen)).allMatch(count -> count > 0);
    assertThat(renewals.values()).allMatch(count -> count > 0);
    assertThat(seen[1]).isLessThan(seen[0]);
    assertThat(seen[4]).isLessThan(seen[0]);
  }

  @Test
  void ledgerThatConfirmsWhatHasChangedIsFoundOut() {
    assertThatThrownBy(
            () ->
                LongStream.range(0, 20)
                    .forEach(seed -> run(new CacheSimulation(seed).withLyingLedgers(), seed)))
        .isInstanceOf(AssertionError.class);
  }

  private static CacheSimulation run(CacheSimulation simulation, long seed) {
    try {
      return simulation.run(STEPS);
    } catch (RuntimeException | Error e) {
      throw new AssertionError("with -Dsignalcoherence.simulation.seed=" + seed, e);
    }
  }
}
