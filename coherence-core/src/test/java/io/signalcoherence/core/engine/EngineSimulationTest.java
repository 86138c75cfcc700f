package io.signalcoherence.core.engine;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Runs the simulation over many seeds. To see one seed again: {@code
 * -Dsignalcoherence.simulation.seed=N}; to try more: {@code -Dsignalcoherence.simulation.seeds=N}.
 */
final class EngineSimulationTest {

  private static final int SEEDS = 500;

  @Test
  void eachSignalCountsOnceWhateverFails() {
    Long one = Long.getLong("signalcoherence.simulation.seed");
    LongStream seeds =
        one == null
            ? LongStream.range(0, Integer.getInteger("signalcoherence.simulation.seeds", SEEDS))
            : LongStream.of(one);
    seeds.forEach(EngineSimulationTest::run);
  }

  private static void run(long seed) {
    try {
      new EngineSimulation(seed).run();
    } catch (RuntimeException | Error e) {
      throw new AssertionError("with -Dsignalcoherence.simulation.seed=" + seed, e);
    }
  }
}
