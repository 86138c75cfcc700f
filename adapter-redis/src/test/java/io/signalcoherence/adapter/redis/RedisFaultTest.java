package io.signalcoherence.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.signalcoherence.adapter.redis.local.LocalRedis;
import io.signalcoherence.adapter.redis.local.LocalRedisConfig;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.SharedReadings;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** A real server that is killed, frozen, flushed, full, and that refuses the login. */
final class RedisFaultTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final LocalRedis server = LocalRedis.start(LocalRedisConfig.temporary());
  private final RedisReadings readings =
      RedisReadings.open(TestRedis.config(server), () -> TestRedis.LEDGER);
  private final SharedReadings shared = readings.ports();

  @AfterEach
  void close() {
    readings.close();
    server.close();
  }

  @Test
  void frozenServerCostsTheFirstCallsTheirDeadlineAndTheLaterOnesNothing() {
    keep(5);
    server.freeze();

    long begun = System.nanoTime();
    for (int i = 0; i < Circuit.MOST_FAILURES; i++) {
      assertFails();
    }
    Duration first = Duration.ofNanos(System.nanoTime() - begun);
    await().until(readings::isAway);
    begun = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      assertFails();
    }
    Duration later = Duration.ofNanos(System.nanoTime() - begun);

    assertThat(first).isLessThan(Duration.ofSeconds(1));
    assertThat(later.dividedBy(1_000)).isLessThan(Duration.ofMillis(1));
    server.thaw();
    await().until(() -> !readings.isAway());
    assertThat(shared.find(TestRedis.KEY)).isPresent();
  }

  @Test
  void serverFrozenWhileNobodyReadsIsFoundOutToo() {
    server.freeze();
    await().atMost(Duration.ofSeconds(10)).until(readings::isAway);
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> shared.find(TestRedis.KEY))
        .matches(e -> e.code().equals("cache-away"));
    server.thaw();
    await().until(() -> !readings.isAway());
  }

  @Test
  void largeReadingIsNotSentForEverToAServerThatTakesNothing() {
    RedisConfig large =
        new RedisConfig(
            server.url(),
            new RedisConfig.Login("", server.password()),
            RedisConfig.DEFAULT_KEY_PREFIX,
            RedisConfig.Deadlines.STANDARD,
            2,
            16 << 20);
    try (RedisReadings sender = RedisReadings.open(large, () -> TestRedis.LEDGER)) {
      assertThat(sender.ports().offer(TestRedis.KEY, TestRedis.kept(5), LONG)).isTrue();
      server.freeze();
      long begun = System.nanoTime();
      assertThatExceptionOfType(InfrastructureException.class)
          .isThrownBy(() -> sender.ports().offer(TestRedis.KEY, TestRedis.kept(6, 150_000), LONG));

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
      server.thaw();
    }
  }

  @Test
  void killedServerIsAwayUntilItIsBackAndEveryListenerHearsOfTheGap() {
    AtomicInteger gaps = new AtomicInteger();
    AtomicInteger changes = new AtomicInteger();
    shared.listen(
        new SharedReadings.Listener() {
          @Override
          public void changed(TenantId tenant, CommitToken token) {
            changes.incrementAndGet();
          }

          @Override
          public void gap() {
            gaps.incrementAndGet();
          }
        });
    keep(5);
    server.kill();
    await().until(readings::isAway);
    int before = gaps.get();
    server.restart();

    await().until(() -> !readings.isAway());
    await().until(() -> gaps.get() > before);
    assertThat(shared.find(TestRedis.KEY)).isEmpty();
    await()
        .until(
            () -> {
              shared.tellChanged(TestRedis.KEY.tenant(), TestRedis.token(7));
              return changes.get() > 0;
            });
  }

  @Test
  void flushedServerHasForgottenAllAndItsScriptsAreSentAgain() {
    keep(5);
    try (RedisClient admin = TestRedis.admin(server)) {
      admin.flushAll();
      admin.scriptFlush("any");
    }
    assertThat(shared.find(TestRedis.KEY)).isEmpty();
    keep(6);
    assertThat(shared.find(TestRedis.KEY)).isPresent();
  }

  @Test
  void fullServerKeepsNothingNewAndIsNotAway() {
    keep(5);
    try (RedisClient admin = TestRedis.admin(server)) {
      admin.configSet("maxmemory-policy", "noeviction");
      admin.configSet("maxmemory", "1");
      for (int i = 0; i < 10; i++) {
        assertThatExceptionOfType(UnavailableException.class)
            .isThrownBy(() -> keep(6))
            .matches(e -> e.code().equals("cache-refused"));
        assertThatExceptionOfType(UnavailableException.class)
            .isThrownBy(() -> shared.lease(TestRedis.KEY, LONG));
      }
      assertThat(readings.isAway()).isFalse();
      assertThat(shared.find(TestRedis.KEY).orElseThrow().reading())
          .isEqualTo(TestRedis.kept(5).reading());
      admin.configSet("maxmemory", "0");
      keep(7);
    }
  }

  @Test
  void wrongPasswordIsAFailureOfItsOwn() {
    RedisConfig wrong =
        RedisConfig.of(server.url()).withLogin(new RedisConfig.Login("", "not-this-one"));
    try (RedisReadings refused = RedisReadings.open(wrong, () -> TestRedis.LEDGER)) {
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> refused.ports().find(TestRedis.KEY))
          .matches(e -> e.code().equals("cache-login-refused"));
    }
  }

  @Test
  void serverThatWasNeverThereKeepsNobodyFromStarting() {
    server.close();
    try (RedisReadings alone =
        RedisReadings.open(TestRedis.config(server), () -> TestRedis.LEDGER)) {
      await().until(alone::isAway);
      alone.ports().tellChanged(TestRedis.KEY.tenant(), TestRedis.token(1));
      assertThatExceptionOfType(InfrastructureException.class)
          .isThrownBy(() -> alone.ports().find(TestRedis.KEY));
    }
  }

  private void keep(long max) {
    assertThat(shared.offer(TestRedis.KEY, TestRedis.kept(max), LONG)).isTrue();
  }

  private void assertFails() {
    assertThatExceptionOfType(InfrastructureException.class)
        .isThrownBy(() -> shared.find(TestRedis.KEY));
  }
}
