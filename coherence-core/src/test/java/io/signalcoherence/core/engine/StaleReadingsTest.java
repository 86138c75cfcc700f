package io.signalcoherence.core.engine;

import static io.signalcoherence.core.engine.Rig.A;
import static io.signalcoherence.core.engine.Rig.B;
import static io.signalcoherence.core.engine.Rig.signal;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.core.cache.CacheSettings;
import io.signalcoherence.core.memory.MemoryLedger;
import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.CoherenceQuestion;
import io.signalcoherence.ports.model.CoherenceScore;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.ReadingObserver;
import io.signalcoherence.ports.out.SharedReadings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * What is kept serves where the ledger is away or does not answer: marked, soon, and not for ever.
 */
final class StaleReadingsTest {

  private static final Grant ALL = new Grant.EveryTenant();
  private static final Duration DEADLINE = EngineSettings.STANDARD.reads().deadline();

  private final World world = new World(1);
  private final Rig rig =
      new Rig(
          world,
          new FaultyLedger(MemoryLedger.create(world::instant)),
          Rig.oneLane(),
          new Caching(CacheSettings.STANDARD, SharedReadings.NONE, ReadingObserver.NONE));

  @Test
  void whereTheLedgerIsAwayWhatIsKeptIsServedMarkedAndNeverToATokenNorForEver() {
    CommitToken token = ((Receipt.Accepted) rig.answer(signal(A, 1))).token();
    ask(question(A));
    rig.ledger.readsDown = () -> true;
    rig.ledger.registryDown = () -> true;
    world.pass(Duration.ofSeconds(5));

    CoherenceScore stale = ask(question(A));
    assertThat(stale.basis().freshness().stale()).isTrue();
    assertThat(stale.basis().freshness().age()).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    assertThat(stale.assessment().sampleSize()).isEqualTo(1);
    assertThat(answer(atLeast(token))).isInstanceOf(CoherenceAnswer.Unavailable.class);
    assertThat(answer(question(B))).isInstanceOf(CoherenceAnswer.Unavailable.class);

    world.pass(Duration.ofSeconds(60));
    CoherenceScore later = ask(question(A));
    assertThat(later.basis().freshness().stale()).isTrue();
    assertThat(later.basis().window().contains(later.asOf())).isTrue();
    world.pass(Duration.ofSeconds(6));
    assertThat(answer(question(A))).isInstanceOf(CoherenceAnswer.Unavailable.class);
  }

  @Test
  void whereTheLedgerHangsWhatIsKeptIsServedSoonAndAtOnceLater() {
    ask(question(A));
    world.pass(CacheSettings.STANDARD.freshness().plusMillis(1));
    List<Duration> waits = new ArrayList<>();
    boolean[] first = {true};
    rig.ledger.onRead =
        () -> {
          if (first[0]) {
            first[0] = false;
            world.pass(Duration.ofSeconds(20));
          }
        };
    CompletableFuture<CoherenceAnswer> stuck = timed(question(A), waits);
    List<CompletableFuture<CoherenceAnswer>> joined = new ArrayList<>();
    world.in(
        Duration.ofMillis(900),
        () -> {
          joined.add(later(question(A)));
          world.pass(Duration.ofMillis(1));
          assertThat(joined.get(0)).isDone();
        });
    world.settle();

    assertThat(((CoherenceAnswer.Scored) stuck.join()).score().basis().freshness().stale())
        .isTrue();
    assertThat(((CoherenceAnswer.Scored) joined.get(0).join()).score().basis().freshness().stale())
        .isTrue();
    assertSoon(waits);
  }

  @Test
  void whoAsksForNowGetsAnEarlierMinuteOnlyAtTheDeadlineAndMarkedHoweverYoung() {
    world.pass(Duration.ofSeconds(59).plusMillis(900));
    ask(question(A));
    world.pass(Duration.ofMillis(200));
    rig.ledger.onRead = () -> world.pass(Duration.ofSeconds(20));
    List<Duration> waits = new ArrayList<>();
    CompletableFuture<CoherenceAnswer> stuck = timed(question(A), waits);
    world.settle();

    CoherenceScore score = ((CoherenceAnswer.Scored) stuck.join()).score();
    assertThat(score.basis().freshness().stale()).isTrue();
    assertThat(score.asOf().value()).isBefore(World.START.plusSeconds(60));
    assertThat(waits.get(0)).isBetween(DEADLINE, DEADLINE.plusMillis(2));
  }

  @Test
  void whereTheRegistryHangsWhatIsKeptIsServedSoonAndWhoMustSeeACommitWaitsForIt() {
    CommitToken token = ((Receipt.Accepted) rig.answer(signal(A, 1))).token();
    ask(question(A));
    world.pass(Duration.ofSeconds(5));
    rig.ledger.onRegistry = () -> world.pass(Duration.ofSeconds(20));
    List<Duration> waits = new ArrayList<>();
    List<Duration> waitsForCommit = new ArrayList<>();
    CompletableFuture<CoherenceAnswer> stuck = timed(question(A), waits);
    CompletableFuture<CoherenceAnswer> strict = timed(atLeast(token), waitsForCommit);
    world.settle();

    assertThat(((CoherenceAnswer.Scored) stuck.join()).score().basis().freshness().stale())
        .isTrue();
    assertSoon(waits);
    assertThat(strict.join()).isInstanceOf(CoherenceAnswer.Unavailable.class);
    assertThat(waitsForCommit.get(0)).isBetween(DEADLINE, DEADLINE.plusMillis(2));
  }

  private static void assertSoon(List<Duration> waits) {
    assertThat(waits).hasSize(1);
    assertThat(waits.get(0)).isBetween(Reads.PATIENCE, Reads.PATIENCE.plusMillis(2));
  }

  private CompletableFuture<CoherenceAnswer> timed(
      CoherenceQuestion question, List<Duration> waits) {
    Instant asked = world.instant();
    return later(question)
        .whenComplete((told, failure) -> waits.add(Duration.between(asked, world.instant())));
  }

  private CoherenceScore ask(CoherenceQuestion question) {
    return ((CoherenceAnswer.Scored) answer(question)).score();
  }

  private CoherenceAnswer answer(CoherenceQuestion question) {
    CompletableFuture<CoherenceAnswer> answer = later(question);
    world.settle();
    return answer.join();
  }

  private CompletableFuture<CoherenceAnswer> later(CoherenceQuestion question) {
    return rig.engine.scores().ask(question).toCompletableFuture();
  }

  private static CoherenceQuestion question(TenantId tenant) {
    return new CoherenceQuestion(tenant, ALL, Optional.empty(), Optional.empty(), 1);
  }

  private static CoherenceQuestion atLeast(CommitToken token) {
    return new CoherenceQuestion(A, ALL, Optional.empty(), Optional.of(token), 1);
  }
}
