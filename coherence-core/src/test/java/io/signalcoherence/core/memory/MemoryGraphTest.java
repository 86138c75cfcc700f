package io.signalcoherence.core.memory;

import io.signalcoherence.ports.contract.GraphFaultContract;
import io.signalcoherence.ports.contract.GraphHarness;
import io.signalcoherence.ports.contract.GraphProjectionContract;
import io.signalcoherence.ports.contract.GraphQuestionsContract;
import io.signalcoherence.ports.out.Graph;
import org.junit.jupiter.api.Nested;

/** The memory graph keeps every contract of a graph. */
final class MemoryGraphTest {

  @Nested
  final class KeepsGraphProjection extends GraphProjectionContract {
    @Override
    protected GraphHarness openHarness() {
      return new Harness();
    }
  }

  @Nested
  final class KeepsGraphFault extends GraphFaultContract {
    @Override
    protected GraphHarness openHarness() {
      return new Harness();
    }
  }

  @Nested
  final class KeepsGraphQuestions extends GraphQuestionsContract {
    @Override
    protected GraphHarness openHarness() {
      return new Harness();
    }
  }

  private static final class Harness implements GraphHarness {

    private final MemoryGraph memory = new MemoryGraph();
    private final FaultyGraph faulty = new FaultyGraph(memory);

    @Override
    public Graph graph() {
      return faulty.ports();
    }

    @Override
    public Graph anotherProcess() {
      return memory.ports();
    }

    @Override
    public void loseAnswerAfterCommit() {
      faulty.loseNextAnswer();
    }

    @Override
    public void loseConnectionBeforeCommit() {
      faulty.loseNextBeforeCommit();
    }

    @Override
    public void down() {
      faulty.down(true);
    }

    @Override
    public void up() {
      faulty.down(false);
    }

    @Override
    public void close() {}
  }
}
