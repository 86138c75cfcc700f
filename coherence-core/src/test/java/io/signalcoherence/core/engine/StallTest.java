package io.signalcoherence.core.engine;

import static io.signalcoherence.core.engine.Rig.A;
import static io.signalcoherence.core.engine.Rig.B;
import static io.signalcoherence.core.engine.Rig.signal;
import static io.signalcoherence.core.engine.Rig.signals;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.in.ServiceHealth;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.UndeterminedCause;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A ledger that hangs for a minute, or is away, under lanes of ten signals a group. */
final class StallTest {

  private static final Duration HANGS = Duration.ofMinutes(1);
  private static final Duration LIMIT = EngineSettings.StallSettings.STANDARD.limit();
  private static final Duration ANSWERED = EngineSettings.StallSettings.STANDARD.answerTime();

  private final Rig rig = rig(1);
  private boolean hung;

  @Test
  void queuedSignalsAreAnsweredAtTheLimitAndNewOnesRefusedAtOnce() {
    hangOnce(rig, A);
    CompletableFuture<List<Receipt>> held = rig.submit(signal(A, 1));
    rig.world.in(
        Duration.ofMillis(500),
        () -> {
          CompletableFuture<List<Receipt>> queued = rig.submit(signals(A, 30));
          assertThat(queued).isNotDone();
          rig.world.in(LIMIT, () -> assertStalled(queued));
        });
    rig.world.in(
        LIMIT.plusMillis(10),
        () -> {
          assertThat(rig.engine.sheddingLanes()).isEqualTo(1);
          assertThat(rig.engine.backlog().total()).isZero();
          assertStalled(rig.submit(signals(A, 3)));
          assertThat(held).isNotDone();
        });
    rig.world.settle();
    assertThat(rig.ledger.appends()).hasSize(1);
  }

  @Test
  void signalsUnderWayAreAnsweredUnknownAtTheirTimeAndCountOnceWhenSentAgain() {
    hangOnce(rig, A);
    CompletableFuture<List<Receipt>> held = rig.submit(signal(A, 1));
    rig.world.in(ANSWERED.minusMillis(10), () -> assertThat(held).isNotDone());
    rig.world.in(
        ANSWERED.plusMillis(10),
        () -> assertThat(cause(held)).isEqualTo(UndeterminedCause.OUTCOME_UNKNOWN));
    rig.world.settle();

    assertThat(rig.answer(signal(A, 1))).isInstanceOf(Receipt.Duplicate.class);
    assertThat(rig.stored(A)).hasSize(2);
  }

  @Test
  void stalledLaneTakesOneGroupToFindOutAndIsHealedByIt() {
    hangOnce(rig, A);
    CompletableFuture<List<Receipt>> unused = rig.submit(signal(A, 1));
    rig.world.settle();
    assertThat(rig.engine.sheddingLanes()).as("too slow the last time").isEqualTo(1);

    CompletableFuture<List<Receipt>> burst = rig.submit(signals(B, 25));
    rig.world.settle();
    assertThat(rig.engine.sheddingLanes()).isZero();
    assertThat(burst.join().subList(0, 10)).hasOnlyElementsOfType(Receipt.Accepted.class);
    assertThat(burst.join().subList(10, 25)).allMatch(StallTest::isStalled);
    assertThat(rig.answers(signals(B, 25).toArray(new Signal[0])).subList(10, 25))
        .hasOnlyElementsOfType(Receipt.Accepted.class);
  }

  @Test
  void otherLanesGoOn() {
    Rig two = rig(2);
    hangOnce(two, A);
    CompletableFuture<List<Receipt>> held = two.submit(signal(A, 1));
    two.world.in(
        Duration.ofSeconds(5),
        () -> {
          assertThat(two.engine.sheddingLanes()).isEqualTo(1);
          assertStalled(two.submit(signal(A, 2)));
          CompletableFuture<List<Receipt>> other = two.submit(signals(B, 25));
          two.world.in(
              Duration.ofMillis(100),
              () ->
                  assertThat(other)
                      .isCompletedWithValueMatching(
                          all -> all.stream().allMatch(Receipt.Accepted.class::isInstance)));
        });
    two.world.settle();
    assertThat(held).isCompleted();
  }

  @Test
  void oneLaneThatRefusesMakesItNotReadyUnlessAnotherStores() {
    Rig two = rig(2);
    hangOnce(two, A);
    CompletableFuture<List<Receipt>> held = two.submit(signal(A, 1));
    two.world.in(
        Duration.ofSeconds(6),
        () -> {
          assertThat(areLanesOk(two)).isFalse();
          CompletableFuture<List<Receipt>> other = two.submit(signal(B, 1));
          two.world.in(
              Duration.ofSeconds(4),
              () -> {
                assertThat(other).isCompleted();
                assertThat(areLanesOk(two)).isTrue();
              });
          two.world.in(Duration.ofSeconds(6), () -> assertThat(areLanesOk(two)).isFalse());
        });
    two.world.settle();
    assertThat(held).isCompleted();
  }

  @Test
  void lanesOfALedgerThatIsAwayRefuseBetweenTheirTries() {
    rig.ledger.faults = () -> Fault.UNAVAILABLE;
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      CompletableFuture<List<Receipt>> answer = rig.submit(signal(A, i));
      rig.world.pass(Duration.ofMillis(10));
      assertThat(answer).isCompletedWithValueMatching(all -> all.size() == 1);
      refused += isStalled(answer.join().get(0)) ? 1 : 0;
    }
    int tries = rig.ledger.appends().size();
    assertThat(tries).isBetween(20, 60);
    assertThat(refused).isEqualTo(2_000 - tries);

    rig.ledger.faults = () -> Fault.NONE;
    rig.world.pass(Duration.ofSeconds(1));
    assertThat(rig.answer(signal(A, 2_000))).isInstanceOf(Receipt.Accepted.class);
    assertThat(rig.stored(A)).hasSize(2);
  }

  @Test
  void laneOfALedgerThatFailsEachTryCountsAsSheddingBetweenThemUntilNobodySends() {
    rig.ledger.faults = () -> Fault.UNAVAILABLE;
    for (int i = 0; i < 1_000; i++) {
      CompletableFuture<List<Receipt>> unused = rig.submit(signal(A, i));
      rig.world.pass(Duration.ofMillis(10));
      assertThat(rig.engine.sheddingLanes()).isEqualTo(1);
    }
    rig.world.pass(Duration.ofSeconds(7));
    assertThat(rig.engine.sheddingLanes()).isZero();

    assertThat(rig.answer(signal(A, 1_000))).isInstanceOf(Receipt.Undetermined.class);
    assertThat(rig.engine.sheddingLanes()).isEqualTo(1);
    rig.ledger.faults = () -> Fault.NONE;
    rig.world.pass(Duration.ofSeconds(1));
    assertThat(rig.answer(signal(A, 1_001))).isInstanceOf(Receipt.Accepted.class);
    assertThat(rig.engine.sheddingLanes()).isZero();
  }

  private static Rig rig(int lanes) {
    return new Rig(Rig.oneLane().with(new EngineSettings.LaneSettings(lanes, 10, Duration.ZERO)))
        .warmedUp();
  }

  /** The next append of a tenant hangs, and does its work in the end. */
  private void hangOnce(Rig in, TenantId tenant) {
    in.ledger.beforeAppend =
        () -> {
          boolean his =
              in.ledger.appends().get(in.ledger.appends().size() - 1).entries().stream()
                  .anyMatch(entry -> entry.signal().key().tenant().equals(tenant));
          if (his && !hung) {
            hung = true;
            in.world.pass(HANGS);
          }
        };
  }

  private static void assertStalled(CompletableFuture<List<Receipt>> answer) {
    assertThat(answer)
        .isCompletedWithValueMatching(all -> all.stream().allMatch(StallTest::isStalled));
  }

  private static boolean areLanesOk(Rig rig) {
    return rig.engine.health().readiness().components().stream()
        .filter(component -> component.name().equals("lanes"))
        .allMatch(ServiceHealth.Component::ok);
  }

  private static boolean isStalled(Receipt receipt) {
    return receipt instanceof Receipt.Undetermined undetermined
        && undetermined.cause() == UndeterminedCause.LEDGER_STALLED
        && undetermined.retryAfter().compareTo(Duration.ofSeconds(1)) >= 0;
  }

  private static UndeterminedCause cause(CompletableFuture<List<Receipt>> answer) {
    return ((Receipt.Undetermined) answer.join().get(0)).cause();
  }
}
