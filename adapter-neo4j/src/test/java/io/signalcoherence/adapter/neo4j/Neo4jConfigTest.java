package io.signalcoherence.adapter.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.adapter.neo4j.Neo4jConfig.Deadlines;
import io.signalcoherence.adapter.neo4j.Neo4jConfig.Login;
import io.signalcoherence.ports.error.InvalidValueException;
import java.net.URI;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Neo4jConfigTest {

  private static final Login LOGIN = new Login("neo4j", "s3cret");

  @Test
  void defaultsAreThoseDocumented() {
    assertThat(Deadlines.STANDARD)
        .isEqualTo(
            new Deadlines(
                Duration.ofSeconds(1),
                Duration.ofSeconds(15),
                Duration.ofMillis(1_500),
                Duration.ofMinutes(5)));
    assertThat(Neo4jConfig.STANDARD_DATABASE).isEqualTo("neo4j");
    assertThat(Neo4jConfig.STANDARD_CONNECTIONS).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bolt://h:1", "bolt+s://h:1", "bolt+ssc://h", "neo4j://h:1", "neo4j+s://h:1"})
  void eachKindOfBoltAddressIsTaken(String uri) {
    assertThat(config(uri, "neo4j", 8).uri()).hasToString(uri);
    assertThat(config("bolt://other:7", "signals", 2).withUri(URI.create(uri)))
        .isEqualTo(config(uri, "signals", 2));
  }

  @Test
  void passwordIsNeverShown() {
    assertThat(config("bolt://h:1", "neo4j", 8).toString())
        .doesNotContain("s3cret")
        .contains("***");
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    refused(() -> config("http://h:7474", "neo4j", 8), "neo4j.uri: http://h:7474");
    refused(() -> config("bolt:opaque", "neo4j", 8), "neo4j.uri: bolt:opaque");
    refused(() -> config("nothing", "neo4j", 8), "neo4j.uri: nothing");
    refused(() -> config("bolt://me:pw@h:1", "neo4j", 8), "neo4j.uri: credentials");
    refused(() -> config("bolt://h:1", " ", 8), "neo4j.database:  ");
    refused(() -> config("bolt://h:1", "x".repeat(64), 8), "neo4j.database: ");
    refused(() -> config("bolt://h:1", "neo4j", 1), "neo4j.connections: 1 (expected: 2 to 200)");
    refused(() -> config("bolt://h:1", "neo4j", 201), "neo4j.connections: 201");
    refused(() -> new Login("", "x"), "neo4j.user: ");
    Duration second = Duration.ofSeconds(1);
    Duration day = Duration.ofDays(1);
    refused(() -> new Deadlines(Duration.ZERO, second, second, second), "neo4j.connect-time: PT0S");
    refused(() -> new Deadlines(second, Duration.ZERO, second, second), "neo4j.change-time: PT0S");
    refused(() -> new Deadlines(second, second, day, second), "neo4j.question-time: PT24H");
    refused(() -> new Deadlines(second, second, second, day), "neo4j.tally-time: PT24H");
  }

  private static void refused(ThrowingCallable making, String said) {
    assertThatThrownBy(making)
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith(said)
        .hasMessageContaining("(expected: ");
  }

  private static Neo4jConfig config(String uri, String database, int connections) {
    return new Neo4jConfig(URI.create(uri), LOGIN, database, connections, Deadlines.STANDARD);
  }
}
