package io.signalcoherence.adapter.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.adapter.redis.local.LocalRedis;
import io.signalcoherence.adapter.redis.local.LocalRedisConfig;
import io.signalcoherence.ports.contract.SharedReadingsContract;
import io.signalcoherence.ports.contract.SharedReadingsHarness;
import io.signalcoherence.ports.error.CorruptException;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.SharedReadings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** The readings in a real server keep the contract. */
final class RedisReadingsTest extends SharedReadingsContract {

  @Override
  protected SharedReadingsHarness openHarness() {
    return new Harness();
  }

  @Test
  void readingTooLargeToBeSharedIsNot() {
    try (LocalRedis server = LocalRedis.start(LocalRedisConfig.temporary());
        RedisReadings readings =
            RedisReadings.open(TestRedis.config(server), () -> TestRedis.LEDGER)) {
      KeptReading large = TestRedis.kept(9, 10_000);

      assertThat(readings.ports().offer(TestRedis.KEY, large, Duration.ofMinutes(1))).isFalse();
      assertThat(readings.ports().find(TestRedis.KEY)).isEmpty();
    }
  }

  @Test
  void whatIsNoReadingIsAMissWhateverItIs() {
    ReadingKeys keys = new ReadingKeys(RedisConfig.DEFAULT_KEY_PREFIX);
    byte[] name = keys.reading(TestRedis.LEDGER, TestRedis.KEY);
    try (LocalRedis server = LocalRedis.start(LocalRedisConfig.temporary());
        RedisReadings readings =
            RedisReadings.open(TestRedis.config(server), () -> TestRedis.LEDGER);
        RedisClient admin = TestRedis.admin(server)) {
      SharedReadings shared = readings.ports();
      for (Map<String, String> garbage :
          List.of(
              Map.of("reading", "x"),
              Map.of("reading", "x", "confirmed", "1", "loaded", "1", "snapshot", "y"),
              Map.of("reading", "x", "confirmed", "soon", "loaded", "", "snapshot", ""))) {
        admin.flushAll();
        garbage.forEach(
            (field, value) -> admin.hset(name, field.getBytes(UTF_8), value.getBytes(UTF_8)));
        assertThatNoReadingIsFound(shared);
        assertThat(shared.offer(TestRedis.KEY, TestRedis.kept(5), Duration.ofMinutes(1))).isTrue();
        assertThat(shared.find(TestRedis.KEY)).isPresent();
        admin.hset(name, "confirmed".getBytes(UTF_8), "soon".getBytes(UTF_8));
        assertThatNoReadingIsFound(shared);
      }
    }
  }

  private static void assertThatNoReadingIsFound(SharedReadings shared) {
    assertThatExceptionOfType(CorruptException.class)
        .isThrownBy(() -> shared.find(TestRedis.KEY))
        .matches(e -> e.code().equals("cache-corrupt"));
  }

  @Test
  void twoLedgersWithOnePrefixNeverMeetThoughTheirEpochsHaveTheSameNumber() {
    EpochId[] elsewhere = {new EpochId(UUID.fromString("00000000-0000-4000-8000-000000000002"))};
    try (LocalRedis server = LocalRedis.start(LocalRedisConfig.temporary());
        RedisReadings one = RedisReadings.open(TestRedis.config(server), () -> TestRedis.LEDGER);
        RedisReadings other = RedisReadings.open(TestRedis.config(server), () -> elsewhere[0])) {
      List<TenantId> heardByOther = new CopyOnWriteArrayList<>();
      List<TenantId> heard = new CopyOnWriteArrayList<>();
      other.ports().listen(new Hearing(heardByOther));
      one.ports().listen(new Hearing(heard));
      assertThat(one.ports().offer(TestRedis.KEY, TestRedis.kept(9), Duration.ofMinutes(1)))
          .isTrue();
      assertThat(one.ports().lease(TestRedis.KEY, Duration.ofMinutes(1))).isPresent();

      assertThat(other.ports().find(TestRedis.KEY)).isEmpty();
      assertThat(other.ports().lease(TestRedis.KEY, Duration.ofMinutes(1))).isPresent();
      assertThat(other.ports().offer(TestRedis.KEY, TestRedis.kept(5), Duration.ofMinutes(1)))
          .isTrue();
      Awaitility.await()
          .until(
              () -> {
                one.ports().tellChanged(new TenantId("ours"), TestRedis.token(1));
                other.ports().tellChanged(new TenantId("theirs"), TestRedis.token(1));
                return !heard.isEmpty() && !heardByOther.isEmpty();
              });
      assertThat(heard).containsOnly(new TenantId("ours"));
      assertThat(heardByOther).containsOnly(new TenantId("theirs"));

      elsewhere[0] = TestRedis.LEDGER;
      assertThat(other.ports().find(TestRedis.KEY)).isPresent();
    }
  }

  /** Remembers whose changes it hears of. */
  private record Hearing(List<TenantId> tenants) implements SharedReadings.Listener {
    @Override
    public void changed(TenantId tenant, CommitToken token) {
      tenants.add(tenant);
    }

    @Override
    public void gap() {}
  }

  @Test
  void nothingIsKeptLongerThanItWasSaid() {
    try (LocalRedis server = LocalRedis.start(LocalRedisConfig.temporary());
        RedisReadings readings =
            RedisReadings.open(TestRedis.config(server), () -> TestRedis.LEDGER);
        RedisClient admin = TestRedis.admin(server)) {
      readings.ports().offer(TestRedis.KEY, TestRedis.kept(5), Duration.ofSeconds(70));
      assertThat(readings.ports().lease(TestRedis.KEY, Duration.ofSeconds(2))).isPresent();

      String ledger = "36:" + TestRedis.LEDGER.value();
      assertThat(admin.keys("*"))
          .containsExactlyInAnyOrder(
              "signalcoherence:4:acme9:reading/1" + ledger + "8:28501201",
              "signalcoherence:4:acme5:lease" + ledger + "8:28501201");
      admin.keys("*").forEach(key -> assertThat(admin.pttl(key)).isBetween(1L, 70_000L));
    }
  }

  private static final class Harness implements SharedReadingsHarness {

    private final LocalRedis own = LocalRedis.start(LocalRedisConfig.temporary());
    private final RedisReadings readings =
        RedisReadings.open(TestRedis.config(own), () -> TestRedis.LEDGER);
    private final RedisReadings other =
        RedisReadings.open(TestRedis.config(own), () -> TestRedis.LEDGER);

    @Override
    public SharedReadings readings() {
      return readings.ports();
    }

    @Override
    public SharedReadings anotherProcess() {
      return other.ports();
    }

    @Override
    public boolean spoil(ReadingKey key) {
      try (RedisClient admin = TestRedis.admin(own)) {
        ReadingKeys keys = new ReadingKeys(RedisConfig.DEFAULT_KEY_PREFIX);
        admin.set(keys.reading(TestRedis.LEDGER, key), new byte[] {1});
        return true;
      }
    }

    @Override
    public void down() {
      own.kill();
    }

    @Override
    public void up() {
      own.restart();
    }

    @Override
    public void close() {
      readings.close();
      other.close();
      own.close();
    }
  }
}
