package io.signalcoherence.adapter.neo4j;

import static java.math.BigInteger.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.adapter.neo4j.Neo4jConfig.Deadlines;
import io.signalcoherence.adapter.neo4j.Neo4jConfig.Login;
import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.error.TimedOutException;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.ProjectedSignal;
import io.signalcoherence.ports.model.SignalsTally;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.GraphProjection;
import io.signalcoherence.ports.out.GraphProjection.Progress;
import io.signalcoherence.ports.out.GraphProjection.Step;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;

/** Servers that are silent, strange or not there. */
@Tag("long")
final class Neo4jFaultTest {

  private static final Cursor BEGINNING = Cursor.beginning(new EpochId(new UUID(0, 1)));
  private static final Progress EMPTY = new Progress.Empty();
  private static final Deadlines SHORT =
      new Deadlines(
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1));

  @BeforeEach
  void empty() {
    TestServer.empty();
  }

  @Test
  void silentServerHoldsNobodyBeyondTheDeadlineAndIsTalkedToAgainAfterwards() {
    try (BoltProxy proxy = new BoltProxy(TestServer.server().access().uri());
        Neo4jGraph graph = Neo4jGraph.open(TestServer.config(proxy.uri()).withDeadlines(SHORT))) {
      GraphProjection projection = graph.ports().projection();
      assertThat(projection.progress()).isEqualTo(EMPTY);
      proxy.freeze();

      for (int i = 0; i < 10; i++) {
        long began = System.nanoTime();
        assertThatExceptionOfType(InfrastructureException.class)
            .isThrownBy(() -> projection.apply(EMPTY, List.of(), BEGINNING))
            .matches(e -> e instanceof TimedOutException || e instanceof UnavailableException);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
      }
      proxy.thaw();

      // what the frozen server was sent comes through now and does nothing without its commit
      Progress now = projection.progress();
      assertThat(now).isEqualTo(EMPTY);
      assertThat(projection.apply(EMPTY, List.of(), BEGINNING)).isInstanceOf(Step.Done.class);
    }
  }

  @Test
  void serverThatIsOnlySlowKeepsTheConnectionsOfTheCallsBeside() {
    try (Neo4jGraph graph = Neo4jGraph.open(TestServer.config().withDeadlines(SHORT))) {
      GraphProjection projection = graph.ports().projection();
      assertThat(projection.apply(EMPTY, List.of(), BEGINNING)).isInstanceOf(Step.Done.class);
      Progress reached = projection.progress();
      Set<String> before = connections();
      assertThat(before).isNotEmpty();

      try (Session session = TestServer.session();
          Transaction other = session.beginTransaction()) {
        other.run("MATCH (p:Projection) SET p.held = true").consume();
        assertThatExceptionOfType(TimedOutException.class)
            .isThrownBy(() -> projection.apply(reached, List.of(), BEGINNING));
        other.rollback();
      }

      assertThat(projection.progress()).isEqualTo(reached);
      assertThat(connections()).containsAll(before);
    }
  }

  private static Set<String> connections() {
    return TestServer.run(
            "CALL dbms.listConnections() YIELD connectionId AS id, userAgent AS agent"
                + " WITH id, agent WHERE agent = 'signal-coherence' RETURN id")
        .stream()
        .map(found -> found.get("id").asString())
        .collect(Collectors.toSet());
  }

  @Test
  void graphThatIsNotThereYetIsMadeWithoutItAndFoundLater() {
    try (BoltProxy proxy = new BoltProxy(TestServer.server().access().uri())) {
      proxy.down();
      try (Neo4jGraph graph = Neo4jGraph.open(TestServer.config(proxy.uri()))) {
        assertThatExceptionOfType(UnavailableException.class)
            .isThrownBy(() -> graph.ports().projection().progress());
        proxy.up();
        assertThat(graph.ports().projection().progress()).isEqualTo(EMPTY);
      }
    }
  }

  @Test
  void wrongPasswordAndMissingDatabaseAreToldApart() {
    Neo4jConfig right = TestServer.config();
    assertCode(
        new Neo4jConfig(right.uri(), new Login("neo4j", "wrong"), "neo4j", 8, right.deadlines()),
        "graph-login-refused");
    assertCode(
        new Neo4jConfig(right.uri(), right.login(), "nowhere", 8, right.deadlines()),
        "graph-database-missing");
  }

  private static void assertCode(Neo4jConfig config, String code) {
    try (Neo4jGraph graph = Neo4jGraph.open(config)) {
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> graph.ports().projection().progress())
          .matches(e -> e.code().equals(code), code);
    }
  }

  @Test
  void constraintsAndIndexesAreThereAndComeBack() {
    try (Neo4jGraph graph = Neo4jGraph.open(TestServer.config())) {
      graph.ports().projection().progress();
      assertThat(names()).containsAll(expected());
      TestServer.run("DROP INDEX signalcoherence_times");
      TestServer.run("DROP CONSTRAINT signalcoherence_signal");

      graph.ports().projection().progress();

      assertThat(names()).containsAll(expected());
    }
  }

  private static Set<String> names() {
    return TestServer.run("SHOW INDEXES YIELD name RETURN name", Map.of()).stream()
        .map(found -> found.get("name").asString())
        .collect(Collectors.toSet());
  }

  private static Set<String> expected() {
    Set<String> names = new HashSet<>(GraphSchema.CONSTRAINTS.keySet());
    names.addAll(GraphSchema.INDEXES.keySet());
    return names;
  }

  @Test
  void closedGraphIsUnavailable() {
    Neo4jGraph graph = Neo4jGraph.open(TestServer.config());
    graph.close();
    graph.close();
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> graph.ports().projection().progress());
  }

  @Test
  void doubledRelationshipsAndNodesThatHangOnNothingAreNoticed() {
    TenantId alpha = new TenantId("alpha");
    try (Neo4jGraph graph = Neo4jGraph.open(TestServer.config())) {
      GraphProjection projection = graph.ports().projection();
      AppendGroup.Entry entry = Signals.of(alpha).entry();
      LedgerRecord record = new LedgerRecord(BEGINNING, entry.signal(), entry.provenance());
      assertThat(projection.apply(EMPTY, List.of(record), BEGINNING)).isInstanceOf(Step.Done.class);
      SignalsTally sound = projection.tally(alpha);
      assertThat(sound).isEqualTo(SignalsTally.NONE.plus(ProjectedSignal.of(record)));

      for (String edge :
          List.of("(:Tenant)-[r:EMITS]->()", "()-[r:FROM]->()", "()-[r:CAME_BY]->()")) {
        TestServer.run(
            "MATCH "
                + edge
                + " WITH startNode(r) AS a, endNode(r) AS b CREATE (a)-[:"
                + edge.replaceAll(".*r:([A-Z_]+).*", "$1")
                + "]->(b)");
        assertThat(projection.tally(alpha).signals()).as(edge).isEqualTo(2);
        TestServer.run("MATCH " + edge + " WITH collect(r) AS all UNWIND all[1..] AS r DELETE r");
        assertThat(projection.tally(alpha)).as(edge).isEqualTo(sound);
        TestServer.run("MATCH " + edge + " DELETE r");
        assertThat(projection.tally(alpha)).as(edge).isEqualTo(new SignalsTally(1, ZERO));
        TestServer.empty();
        assertThat(projection.apply(EMPTY, List.of(record), BEGINNING))
            .isInstanceOf(Step.Done.class);
      }
    }
  }
}
