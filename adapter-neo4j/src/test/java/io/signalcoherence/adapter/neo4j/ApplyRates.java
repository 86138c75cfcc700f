package io.signalcoherence.adapter.neo4j;

import io.signalcoherence.adapter.neo4j.local.LocalNeo4j;
import io.signalcoherence.adapter.neo4j.local.LocalNeo4jConfig;
import io.signalcoherence.adapter.neo4j.local.TestProgram;
import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.Provenance;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.GraphProjection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Measures, when run by hand, how many signals a second one follower brings into the graph, by the
 * size of its pages, and how long a question takes afterwards. Arguments: signals per size of page,
 * signals of one request.
 */
final class ApplyRates {

  private static final EpochNumber EPOCH = new EpochNumber(1);
  private static final EpochId LIFE = new EpochId(new UUID(0, 1));
  private static final int[] PAGES = {100, 500, 1_000, 2_000, 5_000};
  private static final int TENANTS = 10;
  private static final int SOURCES = 5;

  private ApplyRates() {}

  /** Prints one line a size. */
  public static void main(String[] args) throws IOException {
    int signals = args.length > 0 ? Integer.parseInt(args[0]) : 40_000;
    int together = args.length > 1 ? Integer.parseInt(args[1]) : 100;
    Path folder = Files.createTempDirectory("signalcoherence-rates-").resolve("neo4j");
    LocalNeo4jConfig durable = LocalNeo4jConfig.durable(TestProgram.get(), folder);
    try (LocalNeo4j server = LocalNeo4j.start(durable);
        Neo4jGraph graph = Neo4jGraph.open(TestServer.config(server.access()))) {
      GraphProjection projection = graph.ports().projection();
      int made = 0;
      for (int round = 0; round < 2; round++) {
        for (int page : PAGES) {
          List<List<LedgerRecord>> pages = pages(made, signals, page, together);
          made += signals;
          long began = System.nanoTime();
          for (List<LedgerRecord> each : pages) {
            projection.apply(projection.progress(), each, each.get(each.size() - 1).place());
          }
          double seconds = (System.nanoTime() - began) / 1e9;
          System.out.printf("pages of %d: %.0f signals/s%n", page, signals / seconds);
        }
      }
      long began = System.nanoTime();
      graph
          .ports()
          .questions()
          .dissent(new TenantId("t0"), Window.endingWith(Signals.NOON), Ratio.of("0.5"));
      System.out.printf(
          "dissent over %d signals of a tenant: %d ms%n",
          made / TENANTS, Duration.ofNanos(System.nanoTime() - began).toMillis());
    }
    System.exit(0);
  }

  private static List<List<LedgerRecord>> pages(int from, int signals, int size, int together) {
    List<List<LedgerRecord>> pages = new ArrayList<>();
    for (int at = from; at < from + signals; at += size) {
      List<LedgerRecord> page = new ArrayList<>();
      for (int i = at; i < Math.min(at + size, from + signals); i++) {
        AppendGroup.Entry entry =
            Signals.of(new TenantId("t" + i % TENANTS))
                .withSource("s" + i / TENANTS % SOURCES)
                .withId("" + i)
                .withMeasure(i / TENANTS % SOURCES == 0 ? "1" : "0.2", "1")
                .withTs("2024-03-10T11:%02d:%02dZ".formatted(i / 60 % 60, i % 60))
                .entry();
        Cursor place = new Cursor(LIFE, EPOCH, new TransactionId(i + 1L), 0);
        page.add(new LedgerRecord(place, entry.signal(), of(entry, i / together)));
      }
      pages.add(page);
    }
    return pages;
  }

  private static Provenance of(AppendGroup.Entry entry, int request) {
    Provenance one = entry.provenance();
    return new Provenance(
        one.id(), one.origin(), one.receivedAt().plusMillis(request), one.digest(), one.tags());
  }
}
