package io.signalcoherence.launcher.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.adapter.redis.local.LocalRedis;
import io.signalcoherence.adapter.redis.local.LocalRedisConfig;
import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.model.CoherenceScore;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.out.ReadingObserver.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two instances over one real PostgreSQL that share readings in a real Redis. More tries: {@code
 * -Dsignalcoherence.cache.tries=N}.
 */
final class SharedReadingsTest {

  private static final int TRIES = Integer.getInteger("signalcoherence.cache.tries", 2_000);

  /** Who try at the same time, each with tenants of its own. */
  private static final int CALLERS = 8;

  private static CachedInstances instances;
  private static LocalRedis redis;

  @BeforeAll
  static void start() {
    redis = LocalRedis.start(LocalRedisConfig.temporary());
    instances = CachedInstances.start(redis);
  }

  @AfterAll
  static void stop() {
    instances.close();
    redis.close();
  }

  @BeforeEach
  void redisIsThere() {
    redis.restart();
    Awaitility.await().until(() -> instances.all().noneMatch(each -> each.readings().isAway()));
  }

  @Test
  void readerWithATokenNeverSeesAnOlderScore() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        int caller = i;
        all.add(callers.submit(() -> assertTokensAreSeen(caller, TRIES / CALLERS)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(instances.served(Source.LOCAL) + instances.served(Source.SHARED)).isPositive();
  }

  @Test
  void killedRedisChangesNoAnswer() {
    assertTokensAreSeen(50);
    redis.kill();
    assertTokensAreSeen(200);
  }

  @Test
  void frozenRedisChangesNoAnswerAndCostsNoReadMoreThanAFewMilliseconds() {
    assertTokensAreSeen(50);
    redis.freeze();
    Awaitility.await().until(() -> instances.all().allMatch(each -> each.readings().isAway()));
    long begun = System.nanoTime();
    assertTokensAreSeen(200);
    Duration each = Duration.ofNanos(System.nanoTime() - begun).dividedBy(200);

    assertThat(each).isLessThan(Duration.ofMillis(50));
    redis.thaw();
  }

  @Test
  void flushedRedisChangesNoAnswer() {
    for (int i = 0; i < 10; i++) {
      assertTokensAreSeen(20);
      CachedInstances.command(redis, "FLUSHALL");
    }
  }

  @Test
  void fullRedisChangesNoAnswer() {
    assertTokensAreSeen(50);
    CachedInstances.command(redis, "CONFIG SET maxmemory-policy noeviction");
    CachedInstances.command(redis, "CONFIG SET maxmemory 1");
    assertTokensAreSeen(200);
    assertThat(instances.all().noneMatch(each -> each.readings().isAway())).isTrue();
  }

  @Test
  void thousandSimultaneousMissesOfOneKeyAreOneLoad() {
    assertThat(loadsOfACrowd("crowd", 1)).isEqualTo(1);
  }

  /** One that loads for longer than the other waits for it would be two. */
  @Test
  void thousandSimultaneousMissesAtTwoInstancesAreHardlyMore() {
    assertThat(loadsOfACrowd("two-crowds", 2)).isBetween(1, 2);
  }

  private static int loadsOfACrowd(String tenant, int at) {
    CommitToken unused = instances.push(instances.at(0), tenant, 1);
    int before = instances.loads();
    List<CompletableFuture<CoherenceAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      answers.add(instances.later(instances.at(i % at), tenant, Optional.empty()));
    }
    assertThat(answers)
        .allSatisfy(
            answer -> assertThat(score(answer.join()).assessment().sampleSize()).isEqualTo(1));
    return instances.loads() - before;
  }

  /** Stores at one instance or the other, and asks either for what was stored last. */
  private static void assertTokensAreSeen(int tries) {
    assertTokensAreSeen(CALLERS, tries);
  }

  private static void assertTokensAreSeen(int caller, int tries) {
    SplittableRandom chance = new SplittableRandom(caller);
    for (int i = 0; i < tries; i++) {
      String tenant = "t" + caller + "-" + chance.nextInt(3);
      int known = instances.pushed(tenant) + 1;
      CommitToken token = instances.push(instances.at(chance.nextInt(2)), tenant, known);
      CachedInstances.Instance reader = instances.at(chance.nextInt(2));
      CoherenceScore score = score(instances.ask(reader, tenant, Optional.of(token)));
      assertThat(score.basis().snapshot().includes(token)).isEqualTo(Inclusion.INCLUDED);
      assertThat(score.assessment().sampleSize()).isEqualTo(known);
      assertThat(score.basis().freshness().stale()).isFalse();
      CoherenceScore anybodys =
          score(instances.ask(instances.at(chance.nextInt(2)), tenant, Optional.empty()));
      assertThat(anybodys.assessment().sampleSize()).isBetween(1L, (long) known);
      assertThat(anybodys.basis().freshness().age()).isLessThan(Duration.ofSeconds(3));
    }
  }

  private static CoherenceScore score(CoherenceAnswer answer) {
    assertThat(answer).isInstanceOf(CoherenceAnswer.Scored.class);
    return ((CoherenceAnswer.Scored) answer).score();
  }
}
