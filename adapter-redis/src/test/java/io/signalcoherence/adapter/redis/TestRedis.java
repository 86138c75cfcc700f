package io.signalcoherence.adapter.redis;

import io.signalcoherence.adapter.redis.local.LocalRedis;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.model.RunNumber;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/** Ways to a server, and values to keep there. */
final class TestRedis {

  static final EpochId LEDGER =
      new EpochId(UUID.fromString("00000000-0000-4000-8000-000000000001"));

  static final ReadingKey KEY =
      new ReadingKey(
          new TenantId("acme"), Window.endingWith(EventTime.parse("2024-03-10T12:00:00Z")));

  private TestRedis() {}

  static RedisConfig config(LocalRedis server) {
    return RedisConfig.of(server.url()).withLogin(new RedisConfig.Login("", server.password()));
  }

  /** A client that sees all of the server. */
  static RedisClient admin(LocalRedis server) {
    return RedisClient.builder()
        .hostAndPort(new HostAndPort("127.0.0.1", server.port()))
        .clientConfig(DefaultJedisClientConfig.builder().password(server.password()).build())
        .build();
  }

  static KeptReading kept(long max) {
    return kept(max, 2);
  }

  static KeptReading kept(long max, int pairs) {
    TransactionId end = new TransactionId(max);
    Snapshot snapshot =
        new Snapshot(
            new EpochNumber(3),
            new RunNumber(2),
            new TransactionId(1),
            end,
            Set.of(new TransactionId(1)));
    List<PairSums> sums =
        IntStream.range(0, pairs).mapToObj(i -> new PairSums(pair(i), sums(i))).toList();
    return new KeptReading(
        new WindowReading(KEY.window(), sums, snapshot),
        Instant.parse("2024-03-10T12:00:30.123456789Z"),
        Duration.ofMillis(1),
        Duration.ofMillis(2));
  }

  private static Pair pair(int number) {
    return number == 0
        ? Pair.other()
        : new Pair.Named(new SourceId("src-" + number), new SignalType("t\u00e9"));
  }

  private static Sums sums(int number) {
    BigInteger count = BigInteger.valueOf(number + 1L);
    BigInteger each = BigInteger.valueOf(1_500_000_000_00L);
    return new Sums(
        number + 1L,
        count.multiply(each),
        count.multiply(each).multiply(BigInteger.valueOf(999_999_999)),
        count.multiply(each).multiply(each));
  }

  static CommitToken token(long transaction) {
    return CommitToken.ofFirstRun(new EpochNumber(1), new TransactionId(transaction), 0);
  }
}
