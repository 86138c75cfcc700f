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
import io.signalcoherence.ports.model.CacheTime;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.out.ReadingObserver;
import io.signalcoherence.ports.out.SharedReadings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Readings that are renewed ahead of their time, so that nobody waits for them. */
final class RenewalTest {

  private static final Duration FRESH = CacheSettings.STANDARD.freshness();
  private static final Duration PAST_HALF = FRESH.dividedBy(2).plusMillis(1);
  private static final EventTime NOW = new EventTime(World.START);

  private final World world = new World(1);
  private final Renewals renewals = new Renewals();
  private final Rig rig = rig(Rig.oneLane());

  private Rig rig(EngineSettings settings) {
    return new Rig(
        world,
        new FaultyLedger(MemoryLedger.create(world::instant)),
        settings,
        new Caching(CacheSettings.STANDARD, SharedReadings.NONE, renewals));
  }

  @Test
  void whoAsksInEachHalfOfTheFreshnessNeverWaitsAndTheLedgerIsAskedTwiceAFreshness() {
    ask(rig, A);
    int before = rig.ledger.reads;
    for (int i = 0; i < 100; i++) {
      world.pass(Duration.ofMillis(100));
      assertThat(ageAtOnce(rig, A)).isLessThanOrEqualTo(FRESH);
    }

    assertThat(rig.ledger.reads - before).isBetween(14, 21);
    assertThat(renewals.seen).containsOnly(ReadingObserver.Renewal.DONE);
  }

  @Test
  void manyReadsMeanwhileAreOneRenewal() {
    ask(rig, A);
    int before = rig.ledger.reads;
    world.pass(PAST_HALF);
    for (int i = 0; i < 1_000; i++) {
      assertThat(ageAtOnce(rig, A)).isGreaterThan(FRESH.dividedBy(2));
    }
    world.settle();

    assertThat(rig.ledger.reads - before).isEqualTo(1);
    assertThat(ageAtOnce(rig, A)).isLessThan(Duration.ofMillis(1));
  }

  @Test
  void readerWithATokenDoesNotJoinARenewalThatBeganBeforeItCame() {
    ask(rig, A);
    world.pass(PAST_HALF);
    List<CompletableFuture<CoherenceAnswer>> answers = new ArrayList<>();
    CommitToken[] token = new CommitToken[1];
    rig.ledger.afterRead =
        () -> {
          rig.ledger.afterRead = () -> {};
          token[0] = ((Receipt.Accepted) rig.answer(signal(A, 1))).token();
          answers.add(later(rig, A, Optional.of(token[0])));
          world.pass(Duration.ofMillis(5));
        };
    assertThat(ageAtOnce(rig, A)).isLessThanOrEqualTo(FRESH);
    world.settle();

    CoherenceAnswer.Scored seen = (CoherenceAnswer.Scored) answers.get(0).join();
    assertThat(seen.score().basis().snapshot().includes(token[0])).isEqualTo(Inclusion.INCLUDED);
    assertThat(seen.score().assessment().sampleSize()).isEqualTo(1);
  }

  @Test
  void nothingIsRenewedWhileReadersAreBusy() {
    int readers = 2;
    Rig busy =
        rig(Rig.oneLane().with(new EngineSettings.ReadSettings(readers, 100, seconds(2), 10)));
    ask(busy, A);
    world.pass(PAST_HALF);
    List<CompletableFuture<CoherenceAnswer>> held = new ArrayList<>();
    boolean[] asked = {false};
    busy.ledger.onRead =
        () -> {
          if (!asked[0]) {
            asked[0] = true;
            assertThat(ageAtOnce(busy, A)).isLessThanOrEqualTo(FRESH);
            world.pass(Duration.ofMillis(50));
          }
        };
    held.add(later(busy, B, Optional.empty()));
    held.add(later(busy, new TenantId("unknown"), Optional.empty()));
    held.add(later(busy, B, Optional.empty()));
    world.settle();

    assertThat(held).allMatch(CompletableFuture::isDone);
    assertThat(renewals.seen).contains(ReadingObserver.Renewal.DROPPED);
    assertThat(renewals.seen).doesNotContain(ReadingObserver.Renewal.FAILED);
  }

  @Test
  void renewalThatFailsCostsNobodyAnAnswerAndIsTriedAgain() {
    ask(rig, A);
    world.pass(PAST_HALF);
    rig.ledger.readsDown = () -> true;
    assertThat(ageAtOnce(rig, A)).isLessThanOrEqualTo(FRESH);
    world.pass(Duration.ofMillis(10));
    rig.ledger.readsDown = () -> false;
    assertThat(ageAtOnce(rig, A)).isGreaterThan(PAST_HALF);
    world.settle();

    assertThat(renewals.seen)
        .containsExactly(ReadingObserver.Renewal.FAILED, ReadingObserver.Renewal.DONE);
    assertThat(ageAtOnce(rig, A)).isLessThan(Duration.ofMillis(1));
  }

  @Test
  void falseChangeIsOneRenewal() {
    MemoryReadings shared = MemoryReadings.create(() -> Duration.ZERO, 10);
    Rig deceived =
        new Rig(
            world,
            new FaultyLedger(MemoryLedger.create(world::instant)),
            Rig.oneLane(),
            new Caching(CacheSettings.STANDARD, shared.instance(), renewals));
    ask(deceived, A);
    int before = deceived.ledger.reads;
    CommitToken unheardOf = CommitToken.ofFirstRun(new EpochNumber(9), TransactionId.BEFORE_ALL, 0);
    shared.instance().tellChanged(A, unheardOf);
    for (int i = 0; i < 20; i++) {
      world.pass(Duration.ofMillis(10));
      assertThat(ageAtOnce(deceived, A)).isLessThanOrEqualTo(FRESH);
    }

    assertThat(deceived.ledger.reads - before).isEqualTo(1);
  }

  @Test
  void tenantsOwnTimeIsHowOldWhatItsScoresAreMadeFromMayBecome() {
    setCacheTime(A, Duration.ofMillis(300));
    setCacheTime(B, Duration.ZERO);
    ask(rig, A);
    world.pass(Duration.ofMillis(100));
    assertThat(ageAtOnce(rig, A)).isBetween(Duration.ofMillis(100), Duration.ofMillis(101));
    world.pass(Duration.ofMillis(201));
    int before = rig.ledger.reads;
    ask(rig, A);
    assertThat(rig.ledger.reads - before).isEqualTo(1);

    ask(rig, B);
    world.pass(Duration.ofNanos(1));
    ask(rig, B);
    assertThat(rig.ledger.reads - before).isEqualTo(3);
  }

  private void setCacheTime(TenantId tenant, Duration time) {
    TenantSettings standard = TenantSettings.STANDARD;
    Optional<Tenant> set =
        rig.engine
            .tenants()
            .change(
                tenant,
                new TenantSettings(
                    standard.thresholds(),
                    standard.share(),
                    standard.retention(),
                    standard.pairs(),
                    Optional.of(new CacheTime(time))));
    assertThat(set).isPresent();
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private void ask(Rig on, TenantId tenant) {
    CompletableFuture<CoherenceAnswer> answer = later(on, tenant, Optional.empty());
    world.settle();
    assertThat(answer).isDone();
  }

  private static Duration ageAtOnce(Rig on, TenantId tenant) {
    CompletableFuture<CoherenceAnswer> answer = later(on, tenant, Optional.empty());
    assertThat(answer).isDone();
    return ((CoherenceAnswer.Scored) answer.join()).score().basis().freshness().age();
  }

  private static CompletableFuture<CoherenceAnswer> later(
      Rig on, TenantId tenant, Optional<CommitToken> atLeast) {
    return on.engine
        .scores()
        .ask(new CoherenceQuestion(tenant, new Grant.EveryTenant(), Optional.of(NOW), atLeast, 1))
        .toCompletableFuture();
  }

  /** Remembers what became of renewals. */
  private static final class Renewals implements ReadingObserver {
    private final List<Renewal> seen = new ArrayList<>();

    @Override
    public void served(Source source) {}

    @Override
    public void loaded(Duration took, boolean answered) {}

    @Override
    public void renewed(Renewal renewal) {
      seen.add(renewal);
    }

    @Override
    public void invalidated() {}

    @Override
    public void sharedFailed(InfrastructureException failure) {}
  }
}
