package io.signalcoherence.core.engine;

import static io.signalcoherence.core.engine.Rig.A;
import static io.signalcoherence.core.engine.Rig.signal;
import static io.signalcoherence.core.engine.Rig.signals;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.UndeterminedCause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class DrainTest {

  private static final EngineSettings SETTINGS =
      Rig.oneLane()
          .with(new EngineSettings.LaneSettings(1, 10, Duration.ofMillis(500)))
          .withDrainDeadline(Duration.ofSeconds(2));

  private static final EngineSettings PATIENT =
      SETTINGS.with(
          new EngineSettings.RetrySettings(
              12,
              4,
              Duration.ofMillis(20),
              Duration.ofSeconds(1),
              new EngineSettings.StallSettings(Duration.ofHours(1), Duration.ofHours(1))));

  private final Rig rig = new Rig(SETTINGS).warmedUp();

  @Test
  void queuedSignalsAreStoredWithoutLingeringAndNewOnesRefused() {
    CompletableFuture<List<Receipt>> queued = rig.submit(signals(A, 25));
    CompletableFuture<Void> drained = rig.engine.drain().toCompletableFuture();
    assertThat(rig.engine.draining()).isTrue();
    assertThat(rig.submit(signal(A, 99)))
        .isCompletedWithValueMatching(r -> cause(r.get(0)) == UndeterminedCause.DRAINING);
    rig.world.pass(Duration.ofMillis(10));

    assertThat(drained).isCompleted();
    assertThat(queued.join()).hasOnlyElementsOfType(Receipt.Accepted.class);
    rig.world.settle();
  }

  @Test
  void idleEngineIsDrainedAtOnceAndMoreThanOnce() {
    assertThat(rig.engine.drain()).isCompleted();
    assertThat(rig.engine.drain()).isCompleted();
  }

  @Test
  void afterTheDeadlineEverySignalIsAnsweredAlthoughTheLedgerHangs() {
    Rig rig = new Rig(PATIENT).warmedUp();
    rig.ledger.beforeAppend = () -> rig.world.pass(Duration.ofSeconds(60));
    CompletableFuture<List<Receipt>> all = rig.submit(signals(A, 15));
    CompletableFuture<Void> drained = new CompletableFuture<>();
    rig.world.in(
        Duration.ofMillis(1),
        () -> rig.engine.drain().thenRun(() -> assertThat(drained.complete(null)).isTrue()));
    rig.world.in(Duration.ofMillis(2_100), () -> assertThat(drained).isCompleted());
    rig.world.in(Duration.ofMillis(2_100), () -> assertThat(all).isCompleted());
    rig.world.settle();

    assertThat(all.join().subList(0, 10))
        .allMatch(receipt -> cause(receipt) == UndeterminedCause.OUTCOME_UNKNOWN);
    assertThat(all.join().subList(10, 15))
        .allMatch(receipt -> cause(receipt) == UndeterminedCause.DRAINING);
  }

  @Test
  void groupThatWaitsToBeTriedAgainIsGivenUpAtTheDeadline() {
    rig.ledger.faults = () -> Fault.UNKNOWN_UNDONE;
    CompletableFuture<List<Receipt>> waiting = rig.submit(signal(A, 1));
    rig.world.pass(Duration.ofMillis(10));
    CompletableFuture<Void> drained = rig.engine.drain().toCompletableFuture();
    rig.world.pass(Duration.ofMillis(2_001));

    assertThat(drained).isCompleted();
    assertThat(cause(waiting.join().get(0))).isEqualTo(UndeterminedCause.OUTCOME_UNKNOWN);
    int tries = rig.ledger.appends().size();
    rig.world.settle();
    assertThat(rig.ledger.appends()).hasSizeLessThanOrEqualTo(tries + 1);
  }

  @Test
  void submissionThatWaitsForTheRegistryIsRefused() {
    Rig cold = new Rig(SETTINGS);
    CompletableFuture<List<Receipt>> parked = cold.submit(signals(A, 3));
    assertThat(cold.engine.drain()).isCompleted();

    assertThat(parked.join()).allMatch(receipt -> cause(receipt) == UndeterminedCause.DRAINING);
    cold.world.settle();
    assertThat(cold.stored(A)).isEmpty();
    assertThat(cold.engine.backlog().total()).isZero();
  }

  @Test
  void writersThatTakeNoMoreLeaveNobodyWaiting() {
    World world = new World(1);
    Rig refused =
        new Rig(
            world,
            task -> {
              throw new RejectedExecutionException("ended");
            },
            SETTINGS,
            10);
    List<Receipt> receipts = refused.answers(signal(A, 1), signal(A, 2));

    assertThat(receipts).allMatch(receipt -> cause(receipt) == UndeterminedCause.INTERNAL);
    assertThat(refused.engine.drain()).isCompleted();
  }

  private static UndeterminedCause cause(Receipt receipt) {
    return ((Receipt.Undetermined) receipt).cause();
  }
}
