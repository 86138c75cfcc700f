package io.signalcoherence.core.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.AppendResult;
import io.signalcoherence.ports.out.Claim;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Runs the simulation over many seeds. To see one seed again: {@code
 * -Dsignalcoherence.simulation.seed=N}; to try more: {@code -Dsignalcoherence.simulation.seeds=N}.
 */
final class EngineSimulationTest {

  private static final int SEEDS = 500;
  private static final int FEW = 20;

  @Test
  void eachSignalCountsOnceWhateverFails() {
    Long one = Long.getLong("signalcoherence.simulation.seed");
    LongStream seeds =
        one == null
            ? LongStream.range(0, Integer.getInteger("signalcoherence.simulation.seeds", SEEDS))
            : LongStream.of(one);
    seeds.forEach(seed -> run(seed, ledger -> {}));
  }

  @Test
  void ledgerThatForgetsWhatItAcknowledgedIsFoundOut() {
    assertFoundOut(ledger -> ledger.stores = EngineSimulationTest::somethingElse);
  }

  @Test
  void ledgerThatMixesItsAnswersUpIsFoundOut() {
    assertFoundOut(ledger -> ledger.answers = EngineSimulationTest::reversed);
  }

  private static void assertFoundOut(Consumer<FaultyLedger> tampering) {
    assertThatThrownBy(() -> LongStream.range(0, FEW).forEach(seed -> run(seed, tampering)))
        .isInstanceOf(AssertionError.class);
  }

  private static AppendGroup somethingElse(AppendGroup group) {
    List<AppendGroup.Entry> stored = new ArrayList<>(group.entries());
    stored.set(0, Signals.of(stored.get(0).signal().key().tenant()).withSource("!").entry());
    return new AppendGroup(stored);
  }

  private static AppendResult reversed(AppendResult result) {
    AppendResult.Appended appended = (AppendResult.Appended) result;
    List<Claim> claims = new ArrayList<>(appended.claims());
    Collections.reverse(claims);
    return new AppendResult.Appended(claims, appended.token());
  }

  private static void run(long seed, Consumer<FaultyLedger> tampering) {
    try {
      EngineSimulation simulation = new EngineSimulation(seed);
      tampering.accept(simulation.ledger());
      simulation.run();
    } catch (RuntimeException | Error e) {
      throw new AssertionError("with -Dsignalcoherence.simulation.seed=" + seed, e);
    }
  }
}
