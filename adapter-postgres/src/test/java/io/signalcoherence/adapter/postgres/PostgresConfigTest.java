package io.signalcoherence.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.adapter.postgres.PostgresConfig.Deadlines;
import io.signalcoherence.adapter.postgres.PostgresConfig.Login;
import io.signalcoherence.adapter.postgres.PostgresConfig.Logins;
import io.signalcoherence.adapter.postgres.PostgresConfig.Pools;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.Region;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class PostgresConfigTest {

  private static final Logins LOGINS =
      new Logins(new Login("o", "1"), new Login("a", "2"), new Login("w", "3"));

  private static PostgresConfig at(String url) {
    return new PostgresConfig(
        url, LOGINS, Pools.STANDARD, Deadlines.STANDARD, new Cell("c"), new Region("r"));
  }

  private static Deadlines millis(long connect, long acquire, long socket, long lock, long run) {
    return new Deadlines(
        Duration.ofMillis(connect),
        Duration.ofMillis(acquire),
        Duration.ofMillis(socket),
        Duration.ofMillis(lock),
        Duration.ofMillis(run));
  }

  @Test
  void defaultsAreThoseOfTheReference() {
    assertThat(Pools.STANDARD).isEqualTo(new Pools(4, 8, 2));
    assertThat(Deadlines.STANDARD).isEqualTo(millis(3_000, 2_000, 10_000, 1_000, 5_000));
  }

  @Test
  void everyKeyIsKept() {
    PostgresConfig config =
        at("jdbc:postgresql://db:5433/ledger?sslmode=verify-full")
            .withPools(new Pools(200, 1, 7))
            .withDeadlines(millis(1_000, 250, 1_002, 1, 1_001));

    assertThat(config.pools()).isEqualTo(new Pools(200, 1, 7));
    assertThat(config.deadlines()).isEqualTo(millis(1_000, 250, 1_002, 1, 1_001));
    assertThat(config.withJdbcUrl("jdbc:postgresql://other/ledger"))
        .isEqualTo(
            new PostgresConfig(
                "jdbc:postgresql://other/ledger",
                LOGINS,
                config.pools(),
                config.deadlines(),
                new Cell("c"),
                new Region("r")));
  }

  @Test
  void valuesOutOfRangeAreRefusedByName() {
    refused("jdbc_url", () -> at("jdbc:mysql://db/ledger"));
    refused("jdbc_url", () -> at("jdbc:postgresql://db/ledger?password=secret"));
    refused("user", () -> new Login(" ", ""));
    refused("user", () -> new Login("x".repeat(64), ""));
    refused("logins", () -> new Logins(LOGINS.owner(), LOGINS.app(), new Login("a", "9")));
    refused("logins", () -> new Logins(LOGINS.owner(), new Login("o", ""), LOGINS.worker()));
    refused("logins", () -> new Logins(LOGINS.owner(), LOGINS.app(), new Login("o", "")));
    refused("writers", () -> new Pools(0, 1, 1));
    refused("readers", () -> new Pools(1, 201, 1));
    refused("followers", () -> new Pools(1, 1, -1));
    refused("connect", () -> millis(999, 250, 9_000, 1, 1_000));
    refused("acquire", () -> millis(1_000, 249, 9_000, 1, 1_000));
    refused("socket", () -> millis(1_000, 250, 1_000, 1, 1_000));
    refused("lock", () -> millis(1_000, 250, 9_000, 1_001, 1_000));
    refused("lock", () -> millis(1_000, 250, 9_000, 0, 1_000));
    refused("statement", () -> millis(1_000, 250, 9_000, 1, 0));
  }

  @Test
  void passwordsAreNotInTheTextForm() {
    assertThat(at("jdbc:postgresql://db/ledger").withPools(Pools.STANDARD).toString())
        .contains("password=***")
        .doesNotContain("password=1");
  }

  private static void refused(String field, ThrowingCallable making) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(making)
        .withMessageMatching(field + ": .* \\(expected: .*\\)");
  }
}
