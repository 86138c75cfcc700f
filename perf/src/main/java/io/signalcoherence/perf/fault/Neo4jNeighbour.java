package io.signalcoherence.perf.fault;

import io.signalcoherence.adapter.neo4j.Neo4jConfig;
import io.signalcoherence.adapter.neo4j.Neo4jGraph;
import io.signalcoherence.adapter.neo4j.local.LocalNeo4j;
import io.signalcoherence.adapter.neo4j.local.LocalNeo4jConfig;
import io.signalcoherence.adapter.neo4j.local.LocalNeo4jException;
import io.signalcoherence.adapter.postgres.PostgresConfig;
import io.signalcoherence.perf.proxy.BytePipe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The Neo4j that a service follows its ledger into. */
final class Neo4jNeighbour extends Neighbour {

  /** A graph that is followed lags by less, in seconds. */
  private static final double ORDINARY_LAG = 2;

  /** One that is away for as long as is needed to be told so lags by more, in seconds. */
  private static final double MISSED_LAG = 3;

  private final LocalNeo4j neo4j;

  private Neo4jNeighbour(LocalNeo4j neo4j, BytePipe pipe) {
    super(pipe);
    this.neo4j = neo4j;
  }

  static Neo4jNeighbour start(Path folder) throws IOException, CannotBreak {
    LocalNeo4jConfig config = LocalNeo4jConfig.durable(ServerPrograms.neo4j(), folder);
    LocalNeo4j neo4j;
    try {
      neo4j = LocalNeo4j.start(config.withStopAtJvmExit(false));
    } catch (LocalNeo4jException e) {
      if (e.reason() == LocalNeo4jException.Reason.JAVA_UNSUPPORTED
          || e.reason() == LocalNeo4jException.Reason.CLASS_PATH_MISSING) {
        throw new CannotBreak(String.valueOf(e.getMessage()), e);
      }
      throw e;
    }
    try {
      return new Neo4jNeighbour(neo4j, BytePipe.start(neo4j.port()));
    } catch (IOException e) {
      neo4j.close();
      throw e;
    }
  }

  @Override
  Map<String, String> settings() {
    return Map.of(
        "SIGNALCOHERENCE_NEO4J_URI",
        "bolt://127.0.0.1:" + port(),
        "SIGNALCOHERENCE_NEO4J_PASSWORD",
        neo4j.access().password());
  }

  @Override
  List<Broken> compare(PostgresConfig ledger, boolean sabotaged) {
    Neo4jConfig config =
        new Neo4jConfig(
            neo4j.access().uri(),
            new Neo4jConfig.Login(neo4j.access().user(), neo4j.access().password()),
            Neo4jConfig.STANDARD_DATABASE,
            Neo4jConfig.STANDARD_CONNECTIONS,
            Neo4jConfig.Deadlines.STANDARD);
    try (Neo4jGraph graph = Neo4jGraph.open(config)) {
      return GraphComparison.of(ledger, graph.ports().projection(), sabotaged);
    }
  }

  @Override
  String alert(Outage.Kind kind) {
    return "GraphLags";
  }

  @Override
  Duration toldWithin() {
    return Duration.ofMillis((long) (MISSED_LAG * 1000) + 1_000);
  }

  /** A lag of 10 s, or the first step that fails. */
  @Override
  Duration degradedWithin() {
    return Duration.ofSeconds(12);
  }

  @Override
  boolean isMissed(Outage.Kind kind, Scrape seen) {
    return seen.orZero("graph_lag_seconds") > MISSED_LAG;
  }

  @Override
  boolean isMadeUpFor(Scrape seen, int perSecond) {
    OptionalDouble lag = seen.value("graph_lag_seconds");
    return lag.isPresent() && lag.getAsDouble() < ORDINARY_LAG;
  }

  @Override
  long pid() {
    return neo4j.pid();
  }

  @Override
  boolean isRunning() {
    return neo4j.isRunning();
  }

  @Override
  void kill() {
    neo4j.kill();
  }

  @Override
  void restart() {
    neo4j.restart();
  }

  @Override
  public void close() throws IOException {
    try (neo4j) {
      super.close();
    }
  }
}
