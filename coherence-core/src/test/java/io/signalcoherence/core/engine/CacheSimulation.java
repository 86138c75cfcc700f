package io.signalcoherence.core.engine;

import static io.signalcoherence.core.engine.Rig.A;
import static io.signalcoherence.core.engine.Rig.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.core.cache.CacheSettings;
import io.signalcoherence.core.memory.MemoryLedger;
import io.signalcoherence.core.memory.MemoryReadings;
import io.signalcoherence.core.score.Fold;
import io.signalcoherence.core.score.ScoreModel;
import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.CoherenceQuestion;
import io.signalcoherence.ports.model.CoherenceScore;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.Thresholds;
import io.signalcoherence.ports.model.WindowReading;
import io.signalcoherence.ports.out.ReadingObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * Two instances over one ledger, whose readings they share: both store and ask at random, while the
 * ledger is slow or away, the shared level fails, and what is told is lost, doubled and late.
 */
final class CacheSimulation {

  private static final CacheSettings SETTINGS =
      new CacheSettings(
          40, Duration.ofMillis(200), Duration.ofSeconds(1), 30, Duration.ofSeconds(2));

  private final World world;
  private final SplittableRandom chance;
  private final MemoryLedger memory;
  private final List<Rig> instances;
  private final List<Known> accepted = new ArrayList<>();
  private final List<Answered> answers = new ArrayList<>();
  private final Map<ReadingObserver.Renewal, Integer> renewals = new HashMap<>();
  private boolean troubled;
  private int nextId;
  private int unavailable;
  private int stale;

  CacheSimulation(long seed) {
    world = new World(seed);
    chance = new SplittableRandom(seed);
    memory = MemoryLedger.create(world::instant);
    MemoryReadings shared =
        MemoryReadings.create(() -> Duration.between(World.START, world.instant()), 3);
    instances = IntStream.range(0, 2).mapToObj(i -> instance(shared)).toList();
  }

  /** A signal that was accepted, and when somebody knew it. */
  private record Known(TenantId tenant, CommitToken token, Instant at) {}

  /** A score, and what must be true of it. */
  private record Answered(CoherenceScore score, Optional<CommitToken> atLeast, Instant at) {}

  private Rig instance(MemoryReadings shared) {
    FaultyReadings readings = new FaultyReadings(shared.instance());
    readings.fails = () -> troubled && chance.nextInt(3) == 0;
    readings.onCall = () -> pass(2);
    readings.telling = this::tell;
    FaultyLedger ledger = new FaultyLedger(memory);
    ledger.readsDown = () -> troubled && chance.nextInt(4) == 0;
    ledger.clock = this::now;
    ledger.onRead = () -> pass(troubled ? 100 : 5);
    ledger.afterRead = () -> pass(troubled ? 100 : 5);
    return new Rig(world, ledger, Rig.oneLane(), new Caching(SETTINGS, readings, new Renewals()));
  }

  private long now() {
    return Duration.between(World.START, world.instant()).toNanos();
  }

  private void pass(int mostMillis) {
    world.pass(Duration.ofNanos(chance.nextLong(mostMillis * 1_000_000L)));
  }

  /** Loses, doubles and delays what is told. */
  private void tell(Runnable telling) {
    for (int times = chance.nextInt(3); times > 0; times--) {
      world.in(Duration.ofMillis(chance.nextInt(troubled ? 3_000 : 20)), telling);
    }
  }

  /** Runs for some time; the answers are checked at its end. */
  CacheSimulation run(int steps) {
    for (int i = 0; i < steps; i++) {
      world.in(Duration.ofMillis(chance.nextInt(8_000)), this::act);
    }
    for (int i = 0; i < 6; i++) {
      world.in(Duration.ofMillis(chance.nextInt(8_000)), () -> troubled = !troubled);
    }
    world.settle();
    world.rethrow();
    long longest = instances.stream().mapToLong(rig -> rig.ledger.longestRead).max().orElseThrow();
    answers.forEach(answer -> check(answer, Duration.ofNanos(longest)));
    return this;
  }

  private void act() {
    Rig instance = instances.get(chance.nextInt(instances.size()));
    TenantId tenant = chance.nextInt(3) == 0 ? B : A;
    if (chance.nextInt(3) == 0) {
      store(instance, tenant);
    } else {
      ask(instance, tenant);
    }
  }

  private void store(Rig instance, TenantId tenant) {
    Signal signal =
        Signals.of(tenant)
            .withId("s" + nextId++)
            .withTs(new EventTime(World.START.minusSeconds(chance.nextInt(3_600))))
            .withMeasure("0." + (100 + chance.nextInt(900)), "" + (1 + chance.nextInt(9)))
            .signal();
    CompletableFuture<Void> unused =
        instance
            .submit(signal)
            .thenAccept(
                receipts -> {
                  if (receipts.get(0) instanceof Receipt.Accepted stored) {
                    accepted.add(new Known(tenant, stored.token(), world.instant()));
                  }
                });
  }

  private void ask(Rig instance, TenantId tenant) {
    List<CommitToken> known =
        accepted.stream().filter(k -> k.tenant().equals(tenant)).map(Known::token).toList();
    Optional<CommitToken> token =
        known.isEmpty() || chance.nextInt(3) == 0
            ? Optional.empty()
            : Optional.of(known.get(known.size() - 1 - chance.nextInt(Math.min(3, known.size()))));
    CompletionStage<Void> unused =
        instance
            .engine
            .scores()
            .ask(
                new CoherenceQuestion(
                    tenant,
                    new Grant.EveryTenant(),
                    Optional.of(new EventTime(World.START)),
                    token,
                    3))
            .thenAccept(answer -> note(answer, token));
  }

  private void note(CoherenceAnswer answer, Optional<CommitToken> token) {
    if (answer instanceof CoherenceAnswer.Scored scored) {
      answers.add(new Answered(scored.score(), token, world.instant()));
      stale += scored.score().basis().freshness().stale() ? 1 : 0;
    } else if (answer instanceof CoherenceAnswer.Unavailable) {
      unavailable++;
    } else {
      world.fail(new AssertionError(answer + " for " + token));
    }
  }

  private void check(Answered answer, Duration longest) {
    CoherenceScore score = answer.score();
    boolean isStale = score.basis().freshness().stale();
    answer
        .atLeast()
        .ifPresent(
            token -> {
              assertThat(score.basis().snapshot().includes(token)).isEqualTo(Inclusion.INCLUDED);
              assertThat(isStale).isFalse();
            });
    Duration age = score.basis().freshness().age();
    if (!isStale) {
      assertThat(age).isLessThanOrEqualTo(longer(SETTINGS.freshness(), longest));
    }
    assertThat(age)
        .isLessThanOrEqualTo(longer(SETTINGS.ttl().plus(SETTINGS.staleIfError()), longest));
    assertKnewAllThatWasKnown(answer, answer.at().minus(age));
    assertEqualsAFold(score);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** The age is true: whatever anybody knew before it, the score counts. */
  private void assertKnewAllThatWasKnown(Answered answer, Instant before) {
    for (Known known : accepted) {
      if (known.tenant().equals(answer.score().tenant()) && known.at().isBefore(before)) {
        assertThat(answer.score().basis().snapshot().includes(known.token()))
            .isEqualTo(Inclusion.INCLUDED);
      }
    }
  }

  private void assertEqualsAFold(CoherenceScore score) {
    List<Signal> seen =
        memory.storedSignals(score.tenant()).stream()
            .filter(signal -> isSeen(score, signal))
            .toList();
    WindowReading fold =
        new WindowReading(
            score.basis().window(),
            Fold.of(seen, score.basis().window()),
            score.basis().snapshot());
    assertThat(score.assessment()).isEqualTo(ScoreModel.assess(fold, Thresholds.STANDARD));
  }

  private boolean isSeen(CoherenceScore score, Signal signal) {
    CommitToken token = memory.ports().store().find(signal.key()).orElseThrow().token();
    return score.basis().snapshot().includes(token) == Inclusion.INCLUDED;
  }

  /** Counts what became of readings that were to be renewed ahead of their time. */
  private final class Renewals implements ReadingObserver {

    @Override
    public void served(Source source) {}

    @Override
    public void loaded(Duration took, boolean answered) {}

    @Override
    public void renewed(Renewal renewal) {
      renewals.merge(renewal, 1, Integer::sum);
    }

    @Override
    public void invalidated() {}

    @Override
    public void sharedFailed(InfrastructureException failure) {}
  }

  int renewals(ReadingObserver.Renewal renewal) {
    return renewals.getOrDefault(renewal, 0);
  }

  int answered() {
    return answers.size();
  }

  int withToken() {
    return (int) answers.stream().filter(answer -> answer.atLeast().isPresent()).count();
  }

  int stale() {
    return stale;
  }

  int unavailable() {
    return unavailable;
  }

  /** Has both ledgers say that nothing has changed, whatever has. */
  CacheSimulation withLyingLedgers() {
    instances.forEach(rig -> rig.ledger.alwaysSaysUnchanged = true);
    return this;
  }

  int reads() {
    return instances.stream().mapToInt(rig -> rig.ledger.reads).sum();
  }
}
