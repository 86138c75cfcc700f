package io.signalcoherence.adapter.redis;

import io.signalcoherence.ports.error.TimedOutException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Calls to the store, each within its deadlines and on a connection of a bounded pool. A socket's
 * own timeout bounds the wait for bytes and not a call, and nothing bounds the sending; so whoever
 * is still at it when the total deadline comes is cut off. Thread-safe.
 */
final class RedisCalls implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RedisCalls.class);

  private final RedisConfig config;
  private final RedisClient client;
  private final ScheduledThreadPoolExecutor watchdog;
  private final Circuit circuit = new Circuit();

  RedisCalls(RedisConfig config) {
    this.config = config;
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(config.connections());
    pool.setMaxIdle(config.connections());
    pool.setMinIdle(0);
    pool.setMaxWait(config.deadlines().read());
    pool.setTestWhileIdle(false);
    pool.setTimeBetweenEvictionRuns(Duration.ofMillis(-1));
    pool.setJmxEnabled(false);
    this.client =
        RedisClient.builder()
            .hostAndPort(config.host(), config.port())
            .clientConfig(clientConfig(config))
            .poolConfig(pool)
            .build();
    this.watchdog = RedisThreads.timer("coherence-redis-deadlines");
  }

  private static JedisClientConfig clientConfig(RedisConfig config) {
    DefaultJedisClientConfig.Builder builder =
        DefaultJedisClientConfig.builder()
            .resp2()
            .connectionTimeoutMillis(millis(config.deadlines().connect()))
            .socketTimeoutMillis(millis(config.deadlines().read()))
            .database(config.database());
    if (config.tls()) {
      builder.sslOptions(SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
    }
    if (!config.login().user().isEmpty()) {
      builder.user(config.login().user());
    }
    if (!config.login().password().isEmpty()) {
      builder.password(config.login().password());
    }
    return builder.build();
  }

  private static int millis(Duration time) {
    return Math.toIntExact(Math.max(1, time.toMillis()));
  }

  /**
   * Whether the store has not answered lately, so that nothing is asked of it but by who probes.
   */
  boolean isAway() {
    return circuit.isOpen();
  }

  /**
   * Makes a call, unless the store is away.
   *
   * @param doing what is being done, for logs
   */
  <T> T call(String doing, Function<Connection, T> call) {
    if (circuit.isOpen()) {
      throw RedisFailure.away();
    }
    return probe(doing, call);
  }

  /** Makes a call, even if the store is thought to be away. */
  <T> T probe(String doing, Function<Connection, T> call) {
    try {
      T answer = within(call);
      answered();
      return answer;
    } catch (JedisException e) {
      if (RedisFailure.isAnAnswer(e)) {
        answered();
      } else if (!RedisFailure.isOfThePool(e)) {
        failed(e);
      }
      throw RedisFailure.of(e, doing);
    }
  }

  private <T> T within(Function<Connection, T> call) {
    long begun = System.nanoTime();
    try (Connection connection = client.getPool().getResource()) {
      long left = config.deadlines().total().toNanos() - (System.nanoTime() - begun);
      if (left <= 0) {
        throw new TimedOutException("cache-timeout", "no connection in time", null);
      }
      AtomicBoolean over = new AtomicBoolean();
      ScheduledFuture<?> cutOff =
          watchdog.schedule(() -> cutOff(connection, over), left, TimeUnit.NANOSECONDS);
      try {
        return call.apply(connection);
      } finally {
        // from here on it may be somebody else's
        synchronized (over) {
          over.set(true);
        }
        cutOff.cancel(false);
      }
    }
  }

  private static void cutOff(Connection connection, AtomicBoolean over) {
    synchronized (over) {
      if (!over.get()) {
        connection.setBroken();
        disconnect(connection);
      }
    }
  }

  static void disconnect(Connection connection) {
    try {
      connection.forceDisconnect();
    } catch (IOException | JedisException e) {
      LOG.debug("connection is closed whatever that says", e);
    }
  }

  private void answered() {
    if (circuit.answered()) {
      LOG.atInfo().addKeyValue("op", "cache_back").log("the shared cache answers again");
    }
  }

  private void failed(JedisException failure) {
    if (circuit.failed()) {
      client.getPool().clear();
      LOG.atWarn()
          .addKeyValue("op", "cache_away")
          .addKeyValue("error_code", RedisFailure.of(failure, "call").code())
          .log("the shared cache gives no answer; reads go on without it");
    }
  }

  /** A connection of its own, for who listens. */
  Connection ownConnection() {
    Connection connection =
        new Connection(new HostAndPort(config.host(), config.port()), clientConfig(config));
    connection.connect();
    return connection;
  }

  @Override
  public void close() {
    watchdog.shutdownNow();
    client.close();
  }
}
