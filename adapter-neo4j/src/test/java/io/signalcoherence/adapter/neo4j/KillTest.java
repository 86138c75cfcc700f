package io.signalcoherence.adapter.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalcoherence.adapter.neo4j.local.LocalNeo4j;
import io.signalcoherence.adapter.neo4j.local.LocalNeo4jConfig;
import io.signalcoherence.adapter.neo4j.local.TestProgram;
import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.ProjectedSignal;
import io.signalcoherence.ports.model.SignalsTally;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.GraphProjection;
import io.signalcoherence.ports.out.GraphProjection.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;

/**
 * The server is killed while a follower applies pages to it, and comes back each time; how often,
 * the system property {@code signalcoherence.kills} says.
 */
@Tag("long")
final class KillTest {

  private static final int KILLS = Integer.getInteger("signalcoherence.kills", 5);
  private static final int PAGES_A_LIFE = 40;
  private static final int PAGE = 25;
  private static final int SOURCES = 7;
  private static final EpochNumber EPOCH = new EpochNumber(1);
  private static final EpochId LIFE = new EpochId(new UUID(0, 1));
  private static final List<TenantId> TENANTS =
      List.of(new TenantId("alpha"), new TenantId("beta"));

  private final List<LedgerRecord> ledger = ledger((KILLS + 1) * PAGES_A_LIFE * PAGE);
  private final SplittableRandom chance = new SplittableRandom(4);
  private int failures;

  @Test
  void nothingIsDoubledOrMissingHoweverOftenTheServerIsKilled() throws Exception {
    try (LocalNeo4j server = LocalNeo4j.start(LocalNeo4jConfig.temporary(TestProgram.get()));
        Neo4jGraph graph = Neo4jGraph.open(TestServer.config(server.access()))) {
      GraphProjection projection = graph.ports().projection();
      for (int kill = 1; kill <= KILLS; kill++) {
        AtomicInteger applied = new AtomicInteger();
        int end = kill * PAGES_A_LIFE * PAGE;
        int after = 5 + chance.nextInt(PAGES_A_LIFE - 10);
        CompletableFuture<Void> following =
            CompletableFuture.runAsync(() -> follow(projection, end, applied));
        await()
            .pollInterval(Duration.ofMillis(1))
            .atMost(Duration.ofMinutes(1))
            .until(() -> applied.get() >= after || following.isDone());
        server.kill();
        server.restart();
        following.get(120, TimeUnit.SECONDS);
      }
      follow(projection, ledger.size(), new AtomicInteger());

      assertThat(failures).isGreaterThanOrEqualTo(KILLS);
      assertGraphEqualsLedger(server, projection);
    }
  }

  /** Goes on from where the graph is until it has reached the end of so many records. */
  private void follow(GraphProjection projection, int end, AtomicInteger applied) {
    int reached = 0;
    while (reached < end) {
      try {
        Progress from = projection.progress();
        reached = from instanceof Progress.Reached at ? (int) at.cursor().transaction().value() : 0;
        while (reached < end) {
          List<LedgerRecord> page = ledger.subList(reached, Math.min(end, reached + PAGE));
          from = projection.apply(from, page, page.get(page.size() - 1).place()).now();
          reached += page.size();
          applied.incrementAndGet();
        }
      } catch (InfrastructureException e) {
        failures++;
        await().pollDelay(Duration.ofMillis(20)).until(() -> true);
      }
    }
  }

  private void assertGraphEqualsLedger(LocalNeo4j server, GraphProjection projection) {
    for (TenantId tenant : TENANTS) {
      List<ProjectedSignal> expected =
          ledger.stream()
              .map(ProjectedSignal::of)
              .filter(signal -> signal.key().tenant().equals(tenant))
              .toList();
      assertThat(projection.tally(tenant)).isEqualTo(SignalsTally.of(expected));
    }
    long all = ledger.size();
    assertThat(count(server, "MATCH (n) RETURN labels(n)[0] AS kind, count(*) AS number"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "Signal",
                all,
                "Tenant",
                2L,
                "Source",
                2L * SOURCES,
                "Request",
                2L,
                "Projection",
                1L));
    assertThat(count(server, "MATCH ()-[r]->() RETURN type(r) AS kind, count(*) AS number"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("EMITS", all, "FROM", all, "CAME_BY", all));
  }

  private static Map<String, Long> count(LocalNeo4j server, String cypher) {
    Map<String, Long> counts = new HashMap<>();
    try (Driver driver =
            GraphDatabase.driver(
                server.access().uri(),
                AuthTokens.basic(server.access().user(), server.access().password()));
        Session session = driver.session()) {
      session
          .run(cypher)
          .forEachRemaining(
              found -> counts.put(found.get("kind").asString(), found.get("number").asLong()));
    }
    return counts;
  }

  private static List<LedgerRecord> ledger(int records) {
    List<LedgerRecord> ledger = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      AppendGroup.Entry entry =
          Signals.of(TENANTS.get(i % 2))
              .withSource("s" + i % (2 * SOURCES) / 2)
              .withId("" + i)
              .entry();
      Cursor place = new Cursor(LIFE, EPOCH, new TransactionId(i + 1L), 0);
      ledger.add(new LedgerRecord(place, entry.signal(), entry.provenance()));
    }
    return ledger;
  }
}
