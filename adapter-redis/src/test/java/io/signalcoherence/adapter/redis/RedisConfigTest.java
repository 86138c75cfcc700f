package io.signalcoherence.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.InvalidValueException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a configuration takes and what it refuses. */
final class RedisConfigTest {

  private static final String URL = "redis://localhost";

  @Test
  void defaultsAreWhatTheySay() {
    RedisConfig config = RedisConfig.of(URL);

    assertThat(config.host()).isEqualTo("localhost");
    assertThat(config.port()).isEqualTo(6_379);
    assertThat(config.database()).isZero();
    assertThat(config.tls()).isFalse();
    assertThat(config.login()).isEqualTo(RedisConfig.Login.NONE);
    assertThat(config.keyPrefix()).isEqualTo("signalcoherence:");
    assertThat(config.connections()).isEqualTo(16);
    assertThat(config.mostBytes()).isEqualTo(262_144);
  }

  @Test
  void everyPartOfAUrlCounts() {
    RedisConfig config = RedisConfig.of("rediss://10.0.0.7:7000/3");

    assertThat(config.host()).isEqualTo("10.0.0.7");
    assertThat(config.port()).isEqualTo(7_000);
    assertThat(config.database()).isEqualTo(3);
    assertThat(config.tls()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:6379",
        "http://localhost",
        "redis://",
        "redis://u:p@localhost",
        "redis://localhost/x",
        "redis://localhost?db=1",
        "redis://local host"
      })
  void otherUrlsAreRefused(String url) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> RedisConfig.of(url))
        .matches(e -> e.field().equals("redis.url"))
        .withMessageNotContaining("u:p");
  }

  @Test
  void valuesOutOfRangeAreRefusedByName() {
    Duration ms = Duration.ofMillis(1);
    refused("redis.deadlines.connect", () -> new RedisConfig.Deadlines(Duration.ZERO, ms, ms));
    refused("redis.deadlines.read", () -> new RedisConfig.Deadlines(ms, Duration.ZERO, ms));
    refused("redis.deadlines.total", () -> new RedisConfig.Deadlines(ms, ms.multipliedBy(2), ms));
    refused("redis.key-prefix", () -> config("", 1, 1_024));
    refused("redis.key-prefix", () -> config("a b", 1, 1_024));
    refused("redis.connections", () -> config("a", 0, 1_024));
    refused("redis.most-bytes", () -> config("a", 1, 1_023));
  }

  @Test
  void passwordIsNotShown() {
    assertThat(RedisConfig.of(URL).withLogin(new RedisConfig.Login("me", "secret")).toString())
        .contains("me")
        .doesNotContain("secret");
  }

  private static RedisConfig config(String prefix, int connections, int mostBytes) {
    return new RedisConfig(
        URL,
        RedisConfig.Login.NONE,
        prefix,
        RedisConfig.Deadlines.STANDARD,
        connections,
        mostBytes);
  }

  private static void refused(String field, ThrowingCallable making) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(making)
        .matches(e -> e.field().equals(field));
  }
}
