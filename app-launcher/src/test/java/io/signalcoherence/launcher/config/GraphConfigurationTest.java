package io.signalcoherence.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.adapter.neo4j.Neo4jConfig;
import io.signalcoherence.adapter.neo4j.Neo4jConfig.Deadlines;
import io.signalcoherence.adapter.neo4j.Neo4jConfig.Login;
import io.signalcoherence.core.engine.FollowerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of the graph, each with its default, another value, and a refused one. */
final class GraphConfigurationTest {

  private static final String URI_VARIABLE = "SIGNALCOHERENCE_NEO4J_URI";

  @TempDir private Path folder;

  @Test
  void withNoAddressThereIsNoGraph() {
    assertThat(graph(Map.of())).isEqualTo(new GraphChoice.None());
  }

  @Test
  void withAnAddressAloneEveryModuleHasItsOwnDefaults() {
    assertThat(graph(Map.of(URI_VARIABLE, "bolt://127.0.0.1:7687")))
        .isEqualTo(
            new GraphChoice.Neo4j(
                new Neo4jConfig(
                    URI.create("bolt://127.0.0.1:7687"),
                    new Login("neo4j", ""),
                    Neo4jConfig.STANDARD_DATABASE,
                    Neo4jConfig.STANDARD_CONNECTIONS,
                    Deadlines.STANDARD),
                FollowerSettings.STANDARD));
  }

  @Test
  void everyKeyCanBeSetByTheFileAndReachesItsModule() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "hunter2\n");
    Path file = Files.writeString(folder.resolve("test.yaml"), EVERY_KEY.formatted(secret));

    Configuration configuration = Configuration.load(Optional.of(file), Map.of());

    assertThat(configuration.entries())
        .filteredOn(entry -> entry.key().matches("(neo4j|graph)\\..*"))
        .hasSize(13)
        .allSatisfy(entry -> assertThat(entry.origin()).isEqualTo(file.toString()))
        .allSatisfy(entry -> assertThat(entry.shown()).isNotEqualTo(entry.defaultText()));
    assertThat(configuration.graph())
        .isEqualTo(
            new GraphChoice.Neo4j(
                new Neo4jConfig(
                    URI.create("neo4j+s://graph:7688"),
                    new Login("follower", "hunter2"),
                    "signals",
                    3,
                    new Deadlines(
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(3),
                        Deadlines.STANDARD.tally())),
                new FollowerSettings(
                    500, Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMinutes(1))));
    assertThat(configuration.toString()).doesNotContain("hunter2").doesNotContain("passed-over");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NEO4J_URI | http://h:1 | neo4j.uri: http://h:1 (expected: bolt://host:port",
        "NEO4J_URI | not an address | neo4j.uri: not an address (expected: bolt://host:port",
        "NEO4J_URI | bolt://me:hunter2@h:1 | neo4j.uri: credentials (expected: none",
        "NEO4J_PASSWORD_FILE | /nowhere/at | neo4j.password-file: /nowhere/at (expected: a file",
        "NEO4J_CONNECTIONS | 1 | neo4j.connections: 1 (expected: 2 to 200)",
        "NEO4J_CONNECT_TIME | 1ms | neo4j.connect-time: PT0.001S (expected: PT0.1S to PT1M)",
        "NEO4J_CHANGE_TIME | 1ms | neo4j.change-time: PT0.001S (expected: PT1S to PT10M)",
        "NEO4J_QUESTION_TIME | soon | neo4j.question-time: soon (expected: a duration",
        "GRAPH_BATCH_SIZE | 0 | graph.batch-size: 0 (expected: 1 to 100000)",
        "GRAPH_POLL | 0ms | graph.poll: PT0S (expected: PT0.001S to PT1M)",
        "GRAPH_FIRST_BACK_OFF | 1h | graph.first-back-off: PT1H (expected: PT0.001S to PT1M)",
        "GRAPH_LONGEST_BACK_OFF | 1ms | graph.longest-back-off: PT0.001S (expected: PT0.1S"
      })
  void valueOutOfRangeIsRefused(String key, String value, String message) {
    Map<String, String> environment =
        key.equals("NEO4J_URI")
            ? Map.of(URI_VARIABLE, value)
            : Map.of(URI_VARIABLE, "bolt://h:1", "SIGNALCOHERENCE_" + key, value);

    assertThatThrownBy(() -> Configuration.load(Optional.empty(), environment))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
  }

  private static GraphChoice graph(Map<String, String> environment) {
    return Configuration.load(Optional.empty(), environment).graph();
  }

  private static final String EVERY_KEY =
      """
      neo4j:
        uri: neo4j+s://graph:7688
        user: follower
        password: passed-over
        password-file: %s
        database: signals
        connections: 3
        connect-time: 3s
        change-time: 20s
        question-time: 3s
      graph:
        batch-size: 500
        poll: 50ms
        first-back-off: 200ms
        longest-back-off: 1m
      """;
}
