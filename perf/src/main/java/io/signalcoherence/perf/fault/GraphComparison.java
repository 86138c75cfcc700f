package io.signalcoherence.perf.fault;

import io.signalcoherence.adapter.postgres.PostgresConfig;
import io.signalcoherence.adapter.postgres.PostgresLedger;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.ProjectedSignal;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalId;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.SignalsTally;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.GraphProjection;
import io.signalcoherence.ports.out.GraphProjection.Progress;
import io.signalcoherence.ports.out.LedgerReader;
import io.signalcoherence.ports.out.LedgerReader.LedgerPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compares count and digest of each tenant in the graph with those of the whole ledger. */
final class GraphComparison {

  private static final int PAGE = 5_000;

  private final Map<TenantId, SignalsTally> tallies = new TreeMap<>();
  private Optional<LedgerRecord> last = Optional.empty();

  private GraphComparison() {}

  /**
   * Reads both while nothing is written.
   *
   * @param sabotaged whether to put a signal into the graph first that the ledger does not have
   */
  static List<Broken> of(PostgresConfig config, GraphProjection graph, boolean sabotaged) {
    GraphComparison ledger = new GraphComparison();
    try (PostgresLedger opened = PostgresLedger.open(config)) {
      ledger.read(opened.ports().reader());
    }
    if (sabotaged) {
      ledger.spoil(graph);
    }
    List<Broken> broken = new ArrayList<>();
    if (ledger.tallies.isEmpty()) {
      broken.add(differs("the ledger was found empty"));
    }
    ledger.tallies.forEach(
        (tenant, expected) -> {
          SignalsTally found = graph.tally(tenant);
          if (!found.equals(expected)) {
            broken.add(
                differs(
                    "%s: %d signals with digest %x (the ledger: %d with %x)"
                        .formatted(
                            tenant.value(),
                            found.signals(),
                            found.digest(),
                            expected.signals(),
                            expected.digest())));
          }
        });
    return broken;
  }

  private static Broken differs(String detail) {
    return new Broken(Broken.Law.GRAPH_EQUALS_LEDGER, detail);
  }

  private void read(LedgerReader reader) {
    Cursor at = reader.beginning();
    boolean more = true;
    while (more) {
      LedgerPage page = reader.readAfter(at, new Grant.EveryTenant(), PAGE);
      if (!(page instanceof LedgerPage.Records records)) {
        throw new IllegalStateException("the ledger began a new epoch");
      }
      for (LedgerRecord record : records.records()) {
        last = Optional.of(record);
        tallies.merge(
            record.signal().key().tenant(),
            SignalsTally.NONE.plus(ProjectedSignal.of(record)),
            (before, unused) -> before.plus(ProjectedSignal.of(record)));
      }
      at = records.next();
      more = !records.atHorizon();
    }
  }

  private void spoil(GraphProjection graph) {
    LedgerRecord record = last.orElseThrow();
    Signal signal = record.signal();
    SignalKey key =
        new SignalKey(
            signal.key().tenant(), signal.key().source(), new SignalId("x"), signal.key().ts());
    Signal other =
        new Signal(
            key,
            signal.type(),
            signal.value(),
            signal.weight(),
            signal.residency(),
            signal.attributes());
    Progress from = graph.progress();
    if (!(from instanceof Progress.Reached reached)) {
      throw new IllegalStateException("the graph holds nothing");
    }
    graph.apply(
        from,
        List.of(new LedgerRecord(record.place(), other, record.provenance())),
        reached.cursor());
  }
}
