package io.signalcoherence.perf.fault;

import io.signalcoherence.adapter.redis.local.LocalRedis;
import io.signalcoherence.adapter.redis.local.LocalRedisConfig;
import io.signalcoherence.perf.proxy.BytePipe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;

/** The Redis that a service shares its readings in. */
final class RedisNeighbour extends Neighbour {

  private static final int LIMIT_MILLIS = 2_000;

  private final LocalRedis redis;
  private boolean held;

  private RedisNeighbour(LocalRedis redis, BytePipe pipe) {
    super(pipe);
    this.redis = redis;
  }

  static RedisNeighbour start(Path folder) throws IOException {
    LocalRedis redis = LocalRedis.start(LocalRedisConfig.durable(folder).withStopAtJvmExit(false));
    try {
      return new RedisNeighbour(redis, BytePipe.start(redis.port()));
    } catch (IOException e) {
      redis.close();
      throw e;
    }
  }

  @Override
  Map<String, String> settings() {
    return Map.of(
        "SIGNALCOHERENCE_REDIS_URL",
        "redis://127.0.0.1:" + port(),
        "SIGNALCOHERENCE_REDIS_PASSWORD",
        redis.password());
  }

  @Override
  void breakIt(Outage.Kind kind) throws IOException, InterruptedException {
    switch (kind) {
      case FLUSHED -> {
        held = !command("DBSIZE").equals(":0");
        held &= command("FLUSHALL").equals("+OK");
      }
      case FULL -> {
        held = command("CONFIG SET maxmemory-policy noeviction").equals("+OK");
        held &= command("CONFIG SET maxmemory 1").equals("+OK");
        held &= command("SET drill full").startsWith("-OOM");
      }
      default -> super.breakIt(kind);
    }
  }

  @Override
  void mendIt(Outage.Kind kind) throws IOException, InterruptedException {
    switch (kind) {
      case FLUSHED -> {}
      case FULL -> held &= command("CONFIG SET maxmemory 0").equals("+OK");
      default -> super.mendIt(kind);
    }
  }

  @Override
  boolean wasMet(Outage.Kind kind) {
    return switch (kind) {
      case FLUSHED, FULL -> held;
      default -> super.wasMet(kind);
    };
  }

  /** Says one command past the pipe; the first line of its answer. */
  private String command(String words) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), redis.port()), LIMIT_MILLIS);
      socket.setSoTimeout(LIMIT_MILLIS);
      String said = "AUTH " + redis.password() + "\r\n" + words + "\r\n";
      socket.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String login = answers.readLine();
      String answer = answers.readLine();
      if (login == null || answer == null) {
        throw new IOException("Redis: no answer to " + words);
      }
      return answer;
    }
  }

  @Override
  String alert(Outage.Kind kind) {
    return kind == Outage.Kind.FULL ? "SharedCacheRefuses" : "SharedCacheAway";
  }

  /** Three calls in a row without an answer, each of 150 ms at most. */
  @Override
  Duration toldWithin() {
    return Duration.ofSeconds(4);
  }

  @Override
  boolean isMissed(Outage.Kind kind, Scrape seen) {
    return kind == Outage.Kind.FULL
        ? seen.orZero("cache_shared_failures_total{code=\"cache-refused\"}") > 0
        : seen.orZero("cache_shared_away") > 0;
  }

  @Override
  boolean isMadeUpFor(Scrape seen, int perSecond) {
    OptionalDouble away = seen.value("cache_shared_away");
    return away.isPresent() && away.getAsDouble() == 0;
  }

  @Override
  long pid() {
    return redis.pid();
  }

  @Override
  boolean isRunning() {
    return redis.isRunning();
  }

  @Override
  void kill() {
    redis.kill();
  }

  @Override
  void restart() {
    redis.restart();
  }

  @Override
  public void close() throws IOException {
    try (redis) {
      super.close();
    }
  }
}
