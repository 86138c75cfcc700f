package io.signalcoherence.core.engine;

import static io.signalcoherence.core.engine.Rig.A;
import static io.signalcoherence.core.engine.Rig.B;
import static io.signalcoherence.core.engine.Rig.signal;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.core.cache.CacheSettings;
import io.signalcoherence.core.memory.MemoryLedger;
import io.signalcoherence.core.memory.MemoryReadings;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.CoherenceQuestion;
import io.signalcoherence.ports.model.CoherenceScore;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.out.ReadingObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Scores from what is kept: when the ledger is asked, and when it is not. */
final class ReadingsTest {

  private static final Grant ALL = new Grant.EveryTenant();
  private static final Duration FRESH = CacheSettings.STANDARD.freshness();

  private final World world = new World(1);
  private final MemoryLedger memory = MemoryLedger.create(world::instant);
  private final MemoryReadings shared =
      MemoryReadings.create(() -> Duration.between(World.START, world.instant()), 100);
  private final FaultyReadings here = new FaultyReadings(shared.instance());
  private final Sources sources = new Sources();
  private final Rig rig = rig(here, sources);

  private Rig rig(FaultyReadings readings, ReadingObserver observer) {
    return new Rig(
        world,
        new FaultyLedger(memory),
        Rig.oneLane(),
        new Caching(CacheSettings.STANDARD, readings, observer));
  }

  @Test
  void thousandSimultaneousMissesAreOneLoad() {
    rig.ledger.onRead = () -> world.pass(Duration.ofMillis(20));
    List<CompletableFuture<CoherenceAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      answers.add(later(rig, question(A)));
    }
    world.settle();

    assertThat(answers).allSatisfy(answer -> assertThat(count(answer.join())).isZero());
    assertThat(rig.ledger.reads).isEqualTo(1);
  }

  @Test
  void isServedAsItIsWhileFreshThenCheckedThenLoadedAgain() {
    rig.answer(signal(A, 1));
    ask(question(A));
    assertThat(rig.ledger.reads).isEqualTo(1);
    Duration half = FRESH.dividedBy(2);
    world.pass(half.minusMillis(1));
    assertThat(ask(question(A)).basis().freshness().age()).isBetween(half.minusMillis(1), half);
    assertThat(rig.ledger.reads).isEqualTo(1);

    world.pass(half.plusMillis(2));
    assertThat(ask(question(A)).basis().freshness().age()).isLessThan(Duration.ofMillis(1));
    assertThat(rig.ledger.checks).isEqualTo(1);

    world.pass(CacheSettings.STANDARD.ttl());
    assertThat(ask(question(A)).basis().freshness().age()).isLessThan(Duration.ofMillis(1));
    assertThat(rig.ledger.checks).isEqualTo(1);
    assertThat(rig.ledger.reads).isEqualTo(3);
    assertThat(sources.served)
        .containsExactly(
            ReadingObserver.Source.LOADED,
            ReadingObserver.Source.LOCAL,
            ReadingObserver.Source.CHECKED,
            ReadingObserver.Source.LOADED);
  }

  @Test
  void checkThatTellsOfAChangeIsALoad() {
    ask(question(A));
    Rig other = rig(new FaultyReadings(shared.instance()), ReadingObserver.NONE);
    rig.answer(signal(A, 1));
    world.pass(FRESH.plusMillis(1));
    other.answer(signal(A, 2));
    world.pass(FRESH.plusMillis(1));

    assertThat(ask(question(A)).assessment().sampleSize()).isEqualTo(2);
  }

  @Test
  void changeThatWasHeardOfIsSeenByTheNextButOneReadAtEachInstanceAndNobodyWaits() {
    Rig other = rig(new FaultyReadings(shared.instance()), ReadingObserver.NONE);
    ask(question(A));
    assertThat(count(other, question(A))).isZero();
    CommitToken token = ((Receipt.Accepted) rig.answer(signal(A, 1))).token();

    assertThat(count(answeredAtOnce(rig, question(A)))).isZero();
    assertThat(count(answeredAtOnce(other, question(A)))).isZero();
    world.settle();
    assertThat(count(answeredAtOnce(rig, atLeast(token)))).isEqualTo(1);
    assertThat(count(answeredAtOnce(other, atLeast(token)))).isEqualTo(1);
    assertThat(sources.invalidated).isEqualTo(1);
  }

  @Test
  void tenantThatChangesAllTheTimeIsStillServedFromWhatIsKept() {
    ask(question(A));
    int before = rig.ledger.reads;
    for (int i = 0; i < 90; i++) {
      rig.answer(signal(A, i));
      world.pass(Duration.ofMillis(10));
      ask(question(A));
    }

    // one of them once the change was heard of, a check and another one in the second half
    assertThat(rig.ledger.reads - before).isLessThanOrEqualTo(3);
  }

  @Test
  void otherInstanceLoadsOnceForBoth() {
    Rig other = rig(new FaultyReadings(shared.instance()), ReadingObserver.NONE);
    rig.ledger.onRead = () -> world.pass(Duration.ofMillis(30));
    CompletableFuture<CoherenceAnswer> first = later(rig, question(A));
    CompletableFuture<CoherenceAnswer> second = later(other, question(A));
    world.settle();

    assertThat(count(first.join())).isZero();
    assertThat(count(second.join())).isZero();
    assertThat(rig.ledger.reads + other.ledger.reads).isEqualTo(1);
  }

  @Test
  void leaseThatIsNotGivenBackIsNotWaitedForLong() {
    assertThat(
            shared
                .instance()
                .lease(
                    new ReadingKey(A, Window.endingWith(new EventTime(world.instant()))),
                    Duration.ofMinutes(1)))
        .isPresent();
    var begun = world.instant();
    assertThat(count(rig, question(A))).isZero();

    assertThat(Duration.between(begun, world.instant()))
        .isBetween(Duration.ofMillis(100), Duration.ofMillis(150));
    assertThat(rig.ledger.reads).isEqualTo(1);
  }

  @Test
  void readerWithATokenIsNotAnsweredFromBefore() {
    ask(question(A));
    CommitToken token = ((Receipt.Accepted) rig.answer(signal(A, 1))).token();
    world.pass(Duration.ofMillis(1));
    CommitToken second = ((Receipt.Accepted) rig.answer(signal(A, 2))).token();

    assertThat(ask(atLeast(token)).basis().snapshot().includes(token))
        .isEqualTo(Inclusion.INCLUDED);
    assertThat(ask(atLeast(second)).assessment().sampleSize()).isEqualTo(2);
    int reads = rig.ledger.reads;
    assertThat(ask(atLeast(token)).assessment().sampleSize()).isEqualTo(2);
    assertThat(rig.ledger.reads).isEqualTo(reads);
  }

  @Test
  void readerWithATokenWaitsForALoadThatBeganAfterIt() {
    List<CompletableFuture<CoherenceAnswer>> answers = new ArrayList<>();
    boolean[] once = {false};
    rig.ledger.afterRead =
        () -> {
          if (!once[0]) {
            once[0] = true;
            Receipt receipt = rig.answer(signal(A, 1));
            answers.add(later(rig, atLeast(((Receipt.Accepted) receipt).token())));
            world.pass(Duration.ofMillis(5));
          }
        };
    CompletableFuture<CoherenceAnswer> early = later(rig, question(A));
    world.settle();

    assertThat(count(early.join())).isZero();
    assertThat(count(answers.get(0).join())).isEqualTo(1);
    assertThat(rig.ledger.reads).isEqualTo(2);
  }

  @Test
  void tokenThatNobodyHasSeenIsNotIncludedAndKeepsNothingFromOthers() {
    CommitToken later = CommitToken.ofFirstRun(new EpochNumber(1), new TransactionId(1_000), 0);
    CommitToken foreign = CommitToken.ofFirstRun(new EpochNumber(9), new TransactionId(1), 0);
    ask(question(A));

    assertThat(answer(rig, atLeast(later)))
        .isEqualTo(new CoherenceAnswer.NotIncluded(Inclusion.NOT_INCLUDED));
    assertThat(answer(rig, atLeast(foreign)))
        .isEqualTo(new CoherenceAnswer.NotIncluded(Inclusion.UNKNOWN));
    int reads = rig.ledger.reads;
    ask(question(A));
    assertThat(rig.ledger.reads).isEqualTo(reads);
  }

  @Test
  void nothingIsServedPastScopeStateOrRetention() {
    ask(question(A));
    assertThat(
            answer(
                rig,
                new CoherenceQuestion(
                    A, new Grant.Tenants(Set.of(B)), Optional.empty(), Optional.empty(), 1)))
        .isEqualTo(new CoherenceAnswer.NoSuchTenant(A));
    assertThat(rig.engine.tenants().move(A, TenantState.ERASED)).isPresent();
    assertThat(answer(rig, question(A))).isEqualTo(new CoherenceAnswer.NoSuchTenant(A));
    rig.ledger.readsDown = () -> true;
    assertThat(answer(rig, question(A))).isEqualTo(new CoherenceAnswer.NoSuchTenant(A));

    EventTime longAgo = EventTime.parse("2022-01-01T00:00:00Z");
    assertThat(
            answer(rig, new CoherenceQuestion(B, ALL, Optional.of(longAgo), Optional.empty(), 1)))
        .isInstanceOf(CoherenceAnswer.Expired.class);
  }

  @Test
  void sharedLevelThatFailsCostsNoAnswer() {
    here.fails = () -> true;
    assertThat(count(rig, question(A))).isZero();
    here.fails = () -> false;
    here.crashes = () -> true;
    assertThat(count(rig, question(B))).isZero();
    assertThat(sources.codes).contains("cache-timeout", "cache-internal");
    assertThat(rig.ledger.reads).isEqualTo(2);
  }

  @Test
  void brokenObserverCostsNoAnswer() {
    FaultyReadings failing = new FaultyReadings(shared.instance());
    failing.fails = () -> true;
    Rig other = rig(failing, new BrokenReadingObserver());
    assertThat(other.answer(signal(A, 1))).isInstanceOf(Receipt.Accepted.class);
    assertThat(count(other, question(A))).isEqualTo(1);
  }

  @Test
  void gapInWhatIsToldTakesNothingOfWhatIsKept() {
    ask(question(A));
    here.fails = () -> true;
    here.telling = tell -> {};
    here.gap();
    ask(question(A));
    assertThat(rig.ledger.reads).isEqualTo(1);
  }

  private static CoherenceAnswer answeredAtOnce(Rig on, CoherenceQuestion question) {
    CompletableFuture<CoherenceAnswer> answer = later(on, question);
    assertThat(answer).isDone();
    return answer.join();
  }

  private CoherenceScore ask(CoherenceQuestion question) {
    return ((CoherenceAnswer.Scored) answer(rig, question)).score();
  }

  private long count(Rig on, CoherenceQuestion question) {
    return count(answer(on, question));
  }

  private static long count(CoherenceAnswer answer) {
    return ((CoherenceAnswer.Scored) answer).score().assessment().sampleSize();
  }

  private CoherenceAnswer answer(Rig on, CoherenceQuestion question) {
    CompletableFuture<CoherenceAnswer> answer = later(on, question);
    world.settle();
    return answer.join();
  }

  private static CompletableFuture<CoherenceAnswer> later(Rig on, CoherenceQuestion question) {
    return on.engine.scores().ask(question).toCompletableFuture();
  }

  private static CoherenceQuestion question(TenantId tenant) {
    return new CoherenceQuestion(tenant, ALL, Optional.empty(), Optional.empty(), 1);
  }

  private static CoherenceQuestion atLeast(CommitToken token) {
    return new CoherenceQuestion(A, ALL, Optional.empty(), Optional.of(token), 1);
  }

  /** Remembers what it was told. */
  private static final class Sources implements ReadingObserver {
    private final List<Source> served = new ArrayList<>();
    private final List<String> codes = new ArrayList<>();
    private int invalidated;

    @Override
    public void served(Source source) {
      served.add(source);
    }

    @Override
    public void loaded(Duration took, boolean answered) {}

    @Override
    public void renewed(Renewal renewal) {}

    @Override
    public void invalidated() {
      invalidated++;
    }

    @Override
    public void sharedFailed(InfrastructureException failure) {
      codes.add(failure.code());
    }
  }
}
