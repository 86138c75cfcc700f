package io.signalcoherence.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Origin;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.ProjectedSignal;
import io.signalcoherence.ports.model.Provenance;
import io.signalcoherence.ports.model.SignalsTally;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TraceId;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.GraphProjection;
import io.signalcoherence.ports.out.GraphProjection.Progress;
import io.signalcoherence.ports.out.GraphProjection.Step;
import io.signalcoherence.ports.out.GraphQuestions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What all contracts of a graph's ports share: a harness for each test, and short words. */
public abstract class GraphContract {

  static final TenantId ALPHA = new TenantId("alpha");
  static final TenantId BETA = new TenantId("beta");
  static final EpochNumber EPOCH = new EpochNumber(1);
  static final EpochId LIFE = new EpochId(new UUID(0, 1));

  private GraphHarness harness;
  private Cursor last;

  /** Opens a harness over an empty graph. */
  protected abstract GraphHarness openHarness() throws Exception;

  @BeforeEach
  final void openGraph() throws Exception {
    harness = openHarness();
    last = Cursor.beginning(LIFE);
  }

  @AfterEach
  final void closeGraph() {
    harness.close();
  }

  final GraphHarness harness() {
    return harness;
  }

  final GraphProjection projection() {
    return harness.graph().projection();
  }

  final GraphProjection elsewhere() {
    return harness.anotherProcess().projection();
  }

  final GraphQuestions questions() {
    return harness.graph().questions();
  }

  /** Records as a reading of the ledger would show them, after all that were made before. */
  final List<LedgerRecord> records(AppendGroup.Entry... entries) {
    List<LedgerRecord> records = new ArrayList<>();
    long transaction = last.transaction().value() + 1;
    for (AppendGroup.Entry entry : entries) {
      last = new Cursor(LIFE, EPOCH, new TransactionId(transaction), records.size());
      records.add(new LedgerRecord(last, entry.signal(), entry.provenance()));
    }
    return records;
  }

  final List<LedgerRecord> records(List<Signals> signals) {
    return records(signals.stream().map(Signals::entry).toArray(AppendGroup.Entry[]::new));
  }

  final List<LedgerRecord> records(Signals... signals) {
    return records(List.of(signals));
  }

  /** The place after the last record that was made. */
  final Cursor last() {
    return last;
  }

  /** Applies records after all that were applied before. */
  final List<LedgerRecord> applied(List<LedgerRecord> records) {
    Step step = projection().apply(projection().progress(), records, last);
    assertThat(step).isEqualTo(new Step.Done(new Progress.Reached(last)));
    return records;
  }

  static SignalsTally tallyOf(TenantId tenant, List<LedgerRecord> records) {
    return SignalsTally.of(
        records.stream()
            .map(ProjectedSignal::of)
            .filter(signal -> signal.key().tenant().equals(tenant))
            .toList());
  }

  /** The graph holds these records of both tenants, each once, and no more. */
  final void assertHolds(List<LedgerRecord> records) {
    for (TenantId tenant : List.of(ALPHA, BETA)) {
      assertThat(projection().tally(tenant)).isEqualTo(tallyOf(tenant, records));
    }
  }

  /** The signal as it came in by a request of a trace. */
  static AppendGroup.Entry traced(Signals signal, String trace) {
    return sent(signal, Optional.of(new TraceId(trace)), "2024-03-10T12:00:01Z");
  }

  /** The signal as it came in by a request that belongs to no trace. */
  static AppendGroup.Entry untraced(Signals signal, String receivedAt) {
    return sent(signal, Optional.empty(), receivedAt);
  }

  private static AppendGroup.Entry sent(
      Signals signal, Optional<TraceId> trace, String receivedAt) {
    Provenance made = signal.entry().provenance();
    Origin origin =
        new Origin(Channel.KAFKA, new Principal("feeder", new Organisation("acme")), trace);
    return new AppendGroup.Entry(
        signal.signal(),
        new Provenance(made.id(), origin, Instant.parse(receivedAt), made.digest(), made.tags()));
  }
}
