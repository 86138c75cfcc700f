package io.signalcoherence.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.FollowerObserver;
import io.signalcoherence.ports.out.GraphProjection.Progress;
import io.signalcoherence.ports.out.GraphProjection.Step;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** A follower brings the ledger into the graph, page by page, whatever fails. */
final class GraphFollowerTest {

  private static final Duration SOON = Duration.ofMillis(50);

  private static final ProvenanceId SOME =
      ProvenanceId.parse("018e0000-0000-7000-8000-000000000001");

  private final FollowerRig rig = new FollowerRig(1);

  @Test
  void pagesFollowEachOtherAtOnceUntilTheHorizonAndThenItLooksAgain() {
    rig.append(5);
    rig.append(4);
    GraphFollower follower = rig.started();
    follower.start();

    rig.settleFor(SOON);
    assertThat(rig.applied).containsExactly(3, 3, 3);
    rig.assertGraphEqualsLedger();

    rig.append(2);
    rig.settleFor(FollowerRig.SETTINGS.poll());
    assertThat(rig.applied).containsExactly(3, 3, 3, 2);
    rig.assertGraphEqualsLedger();
    assertThat(follower.failing()).isFalse();
  }

  @Test
  void nothingNewCostsTheGraphNoTransaction() {
    rig.append(1);
    GraphFollower unused = rig.started();
    rig.settleFor(Duration.ofSeconds(10));

    assertThat(rig.applied).containsExactly(1);
    assertThat(rig.failed).isEmpty();
  }

  @Test
  void emptyLedgerIsFollowedToo() {
    GraphFollower follower = rig.started();
    rig.settleFor(SOON);

    assertThat(rig.memory.progress()).isInstanceOf(Progress.Reached.class);
    assertThat(follower.lag()).isLessThanOrEqualTo(SOON);
  }

  @Test
  void graphThatIsAwayIsTriedAgainEverMoreRarelyAndCatchesUp() {
    rig.graph.down(true);
    rig.append(7);
    GraphFollower follower = rig.started();
    rig.settleFor(Duration.ofSeconds(30));

    assertThat(follower.failing()).isTrue();
    assertThat(follower.confirmed()).isFalse();
    assertThat(rig.failed).containsOnly("graph-unavailable").hasSizeBetween(17, 40);
    List<Duration> longest = FollowerRig.SETTINGS.longestBackOff().isZero() ? List.of() : rig.waits;
    for (int i = 0; i < longest.size(); i++) {
      Duration whole = Duration.ofMillis(Math.min(2_000, 100L << Math.min(i, 10)));
      assertThat(longest.get(i)).isBetween(whole.dividedBy(2), whole);
    }
    assertThat(follower.lag()).isEqualTo(Duration.ofSeconds(30));

    rig.graph.down(false);
    rig.settleFor(Duration.ofSeconds(3));

    assertThat(follower.failing()).isFalse();
    assertThat(follower.lag()).isLessThan(Duration.ofSeconds(1));
    rig.assertGraphEqualsLedger();
  }

  @Test
  void ledgerThatIsAwayIsTriedAgainToo() {
    rig.ledgerDown = true;
    rig.append(7);
    GraphFollower follower = rig.started();
    rig.settleFor(Duration.ofSeconds(3));
    assertThat(rig.failed).contains("ledger-unavailable");
    assertThat(follower.failing()).isTrue();

    rig.ledgerDown = false;
    rig.settleFor(Duration.ofSeconds(3));
    rig.assertGraphEqualsLedger();
  }

  @Test
  void changeWhoseAnswerWasLostIsNotMadeTwice() {
    rig.append(7);
    rig.graph.loseNextAnswer();
    GraphFollower unused = rig.started();
    rig.settleFor(Duration.ofSeconds(1));

    assertThat(rig.failed).containsExactly("graph-outcome-unknown");
    assertThat(rig.applied).containsExactly(3, 1);
    rig.assertGraphEqualsLedger();
  }

  @Test
  void graphOfAnEndedEpochIsClearedAndMadeAnew() {
    rig.append(8);
    GraphFollower unused = rig.started();
    rig.settleFor(SOON);
    EpochNumber number = rig.ledger.beginNewEpoch();
    EpochId now = rig.ledger.ports().reader().beginning().readIn();
    assertThat(number.value()).isEqualTo(2);
    rig.append(3);

    rig.settleFor(Duration.ofSeconds(1));

    assertThat(rig.rebuilds).isEqualTo(1);
    assertThat(rig.memory.progress())
        .isInstanceOfSatisfying(
            Progress.Reached.class,
            reached -> assertThat(reached.cursor().readIn()).isEqualTo(now));
    rig.assertGraphEqualsLedger();
  }

  @Test
  void graphOfAnotherLedgerIsLeftAsItIsUntilItIsEmptied() {
    FollowerRig other = new FollowerRig(2);
    other.append(8);
    GraphFollower unused = other.started();
    other.settleFor(SOON);
    Progress theirs = other.memory.progress();
    rig.append(3);

    GraphFollower follower =
        new GraphFollower(
            rig.ledger.ports().reader(), other.graph, FollowerRig.SETTINGS, rig.means(), rig);
    assertNotAsked(GraphSide.followed(other.memory.ports().questions(), follower));
    follower.start();
    rig.settleFor(Duration.ofSeconds(1));
    assertNotAsked(GraphSide.followed(other.memory.ports().questions(), follower));

    assertThat(rig.failed).isNotEmpty().containsOnly(GraphFollower.OTHER_LEDGER);
    assertThat(follower.failing()).isTrue();
    assertThat(rig.rebuilds).isZero();
    assertThat(other.memory.progress()).isEqualTo(theirs);
    other.assertGraphEqualsLedger();

    Step emptied = other.memory.clear(theirs, 100);
    assertThat(emptied.now()).isEqualTo(new Progress.Empty());
    rig.settleFor(Duration.ofSeconds(2));
    assertThat(follower.failing()).isFalse();
    GraphSide side = GraphSide.followed(other.memory.ports().questions(), follower);
    assertThat(side.away().getAsBoolean()).isFalse();
    assertThat(side.questions().trail(Rig.A, SOME, 1)).isEmpty();
    for (TenantId tenant : FollowerRig.TENANTS) {
      assertThat(other.memory.tally(tenant).signals())
          .isEqualTo(rig.ledger.storedSignals(tenant).size());
    }
  }

  private static void assertNotAsked(GraphSide side) {
    assertThat(side.away().getAsBoolean()).isTrue();
    assertThatThrownBy(() -> side.questions().trail(Rig.A, SOME, 1))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("the graph is not known to be of this ledger now");
  }

  @Test
  void clearingThatWasInterruptedIsFinishedFirst() {
    rig.append(8);
    GraphFollower first = rig.started();
    rig.settleFor(SOON);
    assertThat(first.stop()).isCompleted();
    Step half = rig.memory.clear(rig.memory.progress(), 2);
    assertThat(half.now()).isEqualTo(new Progress.Clearing());

    GraphFollower unused = rig.started();
    rig.settleFor(Duration.ofSeconds(1));

    rig.assertGraphEqualsLedger();
    assertThat(rig.rebuilds).isZero();
  }

  @Test
  void twoFollowersOfOneGraphTakeTurns() {
    rig.append(40);
    GraphFollower one = rig.started();
    GraphFollower other = rig.started();
    for (int i = 0; i < 10; i++) {
      rig.settleFor(Duration.ofSeconds(1));
      rig.append(5);
    }
    rig.settleFor(Duration.ofSeconds(10));

    rig.assertGraphEqualsLedger();
    assertThat(rig.failed).isEmpty();
    assertThat(one.lag()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(other.lag()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void lagIsSinceTheLastSignalThatTheGraphHoldsWhileItCatchesUp() {
    rig.append(7);
    GraphFollower follower = rig.follower();
    assertThat(follower.lag()).isZero();
    rig.settleFor(Duration.ofHours(1));
    assertThat(follower.lag()).isEqualTo(Duration.ofHours(1));
    Deque<Runnable> steps = new ArrayDeque<>();
    GraphFollower slow =
        new GraphFollower(
            rig.ledger.ports().reader(), rig.graph, FollowerRig.SETTINGS, by(steps), rig);
    slow.start();
    assertThat(slow.lag()).isZero();

    steps.remove().run();

    // what the contract's signals say of themselves: received a second after the world began
    assertThat(slow.lag()).isCloseTo(Duration.ofHours(1), Duration.ofSeconds(2));
    while (!steps.isEmpty()) {
      steps.remove().run();
    }
    assertThat(slow.lag()).isZero();
  }

  @Test
  void stopWaitsForTheTransactionUnderWayAndBeginsNoOther() {
    rig.append(7);
    Deque<Runnable> steps = new ArrayDeque<>();
    CompletableFuture<?>[] stopped = new CompletableFuture<?>[1];
    GraphFollower[] follower = new GraphFollower[1];
    FollowerObserver stopsWithin =
        new FollowerObserver() {
          @Override
          public void applied(int records, Duration took) {
            stopped[0] = follower[0].stop().toCompletableFuture();
            assertThat(stopped[0]).isNotDone();
            throw new IllegalStateException("a broken observer");
          }
        };
    follower[0] =
        new GraphFollower(
            rig.ledger.ports().reader(), rig.graph, FollowerRig.SETTINGS, by(steps), stopsWithin);
    follower[0].start();

    steps.remove().run();

    assertThat(stopped[0]).isCompleted();
    assertThat(steps).isEmpty();
    assertThat(rig.memory.tally(Rig.A).signals() + rig.memory.tally(Rig.B).signals()).isEqualTo(3);
  }

  @Test
  void stoppedFollowerDoesNothingThatWasStillToCome() {
    rig.append(7);
    Deque<Runnable> steps = new ArrayDeque<>();
    GraphFollower follower =
        new GraphFollower(
            rig.ledger.ports().reader(), rig.graph, FollowerRig.SETTINGS, by(steps), rig);
    follower.start();
    assertThat(follower.stop()).isCompleted();

    steps.remove().run();

    assertThat(rig.memory.progress()).isEqualTo(new Progress.Empty());
    assertThat(steps).isEmpty();
  }

  @Test
  void executorOrSchedulerThatTakesNoMoreEndsIt() {
    GraphFollower.Means given = rig.means();
    GraphFollower rejected =
        new GraphFollower(
            rig.ledger.ports().reader(),
            rig.graph,
            FollowerRig.SETTINGS,
            new GraphFollower.Means(
                task -> {
                  throw new RejectedExecutionException("full");
                },
                given.scheduler(),
                given.clock(),
                given.ticker(),
                given.jitter()),
            rig);
    rejected.start();
    assertThat(rejected.stop()).isCompleted();
    GraphFollower unscheduled =
        new GraphFollower(
            rig.ledger.ports().reader(),
            rig.graph,
            FollowerRig.SETTINGS,
            new GraphFollower.Means(
                Runnable::run,
                (delay, task) -> {
                  throw new RejectedExecutionException("ended");
                },
                given.clock(),
                given.ticker(),
                given.jitter()),
            rig);
    unscheduled.start();
    assertThat(unscheduled.stop()).isCompleted();
    rig.assertGraphEqualsLedger();
  }

  @Test
  void bugInAPortIsAFailureLikeAnyOther() {
    Deque<Runnable> steps = new ArrayDeque<>();
    GraphFollower follower =
        new GraphFollower(
            new io.signalcoherence.ports.out.LedgerReader() {
              @Override
              public Cursor beginning() {
                throw new StackOverflowError();
              }

              @Override
              public LedgerPage readAfter(
                  Cursor after, io.signalcoherence.ports.model.Grant grant, int limit) {
                throw new AssertionError("not reached");
              }
            },
            rig.graph,
            FollowerRig.SETTINGS,
            by(steps),
            rig);
    follower.start();
    steps.remove().run();

    assertThat(rig.failed).containsExactly("internal");
    assertThat(follower.failing()).isTrue();
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new FollowerSettings(0, second, second, second))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("graph.batch-size: 0 (expected: 1 to 100000)");
    assertThatThrownBy(() -> new FollowerSettings(1, Duration.ZERO, second, second))
        .hasMessageStartingWith("graph.poll: PT0S");
    assertThatThrownBy(() -> new FollowerSettings(1, second, Duration.ofHours(1), second))
        .hasMessageStartingWith("graph.first-back-off: PT1H");
    assertThatThrownBy(() -> new FollowerSettings(1, second, second, Duration.ofMillis(1)))
        .hasMessage("graph.longest-back-off: PT0.001S (expected: PT1S to PT10M)");
  }

  /** Steps run when the test runs them; what is scheduled never is. */
  private GraphFollower.Means by(Deque<Runnable> steps) {
    GraphFollower.Means given = rig.means();
    return new GraphFollower.Means(
        steps::add, (delay, task) -> {}, given.clock(), given.ticker(), given.jitter());
  }
}
