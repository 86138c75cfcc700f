package io.signalcoherence.core.engine;

import static io.signalcoherence.core.engine.Rig.A;
import static io.signalcoherence.core.engine.Rig.signal;
import static io.signalcoherence.core.engine.Rig.signals;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.core.engine.Surroundings.Workers;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.UndeterminedCause;
import io.signalcoherence.ports.out.IngestObserver;
import io.signalcoherence.ports.out.Ticker;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LaneTest {

  private final Rig rig = new Rig(Rig.oneLane());

  @Test
  void signalThatComesWhileRefusedOnesAreAnsweredIsAnsweredToo() {
    Rig refused =
        new Rig(
            new World(1),
            task -> {
              throw new RejectedExecutionException("ended");
            },
            Rig.oneLane(),
            10);
    CompletableFuture<List<Receipt>> second =
        refused.submit(signal(A, 1)).thenCompose(first -> refused.submit(signal(A, 2)));
    refused.world.settle();

    assertThat(second)
        .isCompletedWithValueMatching(
            receipts -> cause(receipts.get(0)) == UndeterminedCause.INTERNAL);
    assertThat(refused.engine.backlog().total()).isZero();
    assertThat(refused.engine.drain()).isCompleted();
  }

  @Test
  void groupThatCannotBeginIsAnsweredAndTheLaneGoesOn() {
    AtomicInteger steps = new AtomicInteger();
    AtomicBoolean fails = new AtomicBoolean();
    Executor threads = rig.world.threads(1, Integer.MAX_VALUE);
    Executor writers =
        task ->
            threads.execute(
                () -> {
                  fails.set(steps.getAndIncrement() == 0);
                  task.run();
                });
    Engine engine =
        new Engine(
            rig.ledger.ports(),
            Neighbours.NONE,
            Rig.oneLane(),
            failing(new Workers(writers, Runnable::run, Runnable::run), fails),
            Rig.ids(rig.world),
            IngestObserver.NONE);
    CompletableFuture<List<Receipt>> first = submit(engine, signals(A, 3));
    rig.world.settle();
    assertThat(first)
        .isCompletedWithValueMatching(
            receipts -> receipts.stream().allMatch(r -> cause(r) == UndeterminedCause.INTERNAL));
    assertThat(engine.backlog()).isEqualTo(new Backlog(0, List.of(0)));

    CompletableFuture<List<Receipt>> next = submit(engine, signals(A, 3));
    rig.world.settle();
    assertThat(next)
        .isCompletedWithValueMatching(
            receipts -> receipts.stream().allMatch(Receipt.Accepted.class::isInstance));
    assertThat(engine.drain()).isCompleted();
  }

  /** Whose ticker fails once after each time that it is told to. */
  private Surroundings failing(Workers workers, AtomicBoolean fails) {
    Surroundings sound = rig.world.surroundings(workers);
    Ticker failing =
        () -> {
          if (fails.getAndSet(false)) {
            throw new IllegalStateException("broken");
          }
          return sound.ticker().read();
        };
    return new Surroundings(workers, sound.scheduler(), sound.clock(), failing, sound.jitter());
  }

  private static CompletableFuture<List<Receipt>> submit(Engine engine, List<Signal> signals) {
    return engine.ingest().submit(Rig.submission("tester", signals)).toCompletableFuture();
  }

  private static UndeterminedCause cause(Receipt receipt) {
    return ((Receipt.Undetermined) receipt).cause();
  }
}
