package io.signalcoherence.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.core.score.Explanations;
import io.signalcoherence.core.score.Fold;
import io.signalcoherence.core.score.ScoreModel;
import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Thresholds;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.Ledger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds of a score over a ledger, whatever was appended how often in whatever order. */
final class MemoryLedgerProperties {

  private static final TenantId ALPHA = new TenantId("alpha");

  @Provide
  Arbitrary<List<AppendGroup>> groups() {
    Arbitrary<Signals> signal =
        Combinators.combine(
                Arbitraries.integers().between(0, 30),
                Arbitraries.integers().between(0, 1_000_000_000),
                Arbitraries.integers().between(1, 9_999))
            .as(MemoryLedgerProperties::signal);
    Arbitrary<AppendGroup> group =
        signal
            .list()
            .uniqueElements(any -> any.signal().key())
            .ofMinSize(1)
            .ofMaxSize(12)
            .map(Signals::group);
    return group.list().ofMaxSize(12).withoutEdgeCases();
  }

  /** One payload a key, as of senders that repeat themselves. */
  @Provide
  Arbitrary<List<AppendGroup>> repeatingGroups() {
    Arbitrary<Signals> signal =
        Arbitraries.integers().between(0, 30).map(id -> signal(id, id * 31_000_001, 1 + id * 7));
    return signal
        .list()
        .uniqueElements(any -> any.signal().key())
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(Signals::group)
        .list()
        .ofMaxSize(12)
        .withoutEdgeCases();
  }

  private static Signals signal(int id, int billionths, int weight) {
    return Signals.of(ALPHA)
        .withId("k" + id)
        .withSource("s" + id % 4)
        .withType("t" + id % 3)
        .withTs(new EventTime(Signals.NOON.value().minusSeconds(id * 2_900L)))
        .withMeasure("" + billionths / 1_000_000_000.0, "" + weight / 100.0);
  }

  @Property(tries = 300)
  void storedScoreEqualsTheFoldOverTheStoredSignals(
      @ForAll("groups") List<AppendGroup> groups,
      @ForAll @IntRange(min = -1_500, max = 1_500) int minutes) {
    MemoryLedger memory = ledger();
    groups.forEach(memory.ports().signals()::append);
    EventTime asOf = new EventTime(Signals.NOON.value().plusSeconds(minutes * 60L));

    WindowReading stored = memory.ports().windows().read(ALPHA, Window.endingWith(asOf));
    WindowReading folded =
        new WindowReading(
            stored.window(),
            Fold.of(memory.storedSignals(ALPHA), stored.window()),
            stored.snapshot());

    assertThat(stored).isEqualTo(folded);
    assertThat(ScoreModel.assess(stored, Thresholds.STANDARD))
        .isEqualTo(ScoreModel.assess(folded, Thresholds.STANDARD));
    assertThat(Explanations.explain(stored, 5)).isEqualTo(Explanations.explain(folded, 5));
  }

  @Property(tries = 300)
  void appendingAgainInAnyOrderChangesNothing(
      @ForAll("groups") List<AppendGroup> groups, @ForAll long seed) {
    MemoryLedger memory = ledger();
    groups.forEach(memory.ports().signals()::append);
    List<Signal> stored = memory.storedSignals(ALPHA);
    var sums = read(memory).pairs();

    List<AppendGroup> again = new ArrayList<>(groups);
    again.addAll(groups);
    Collections.shuffle(again, new Random(seed));
    again.forEach(memory.ports().signals()::append);

    assertThat(memory.storedSignals(ALPHA)).isEqualTo(stored);
    assertThat(read(memory).pairs()).isEqualTo(sums);
  }

  @Property(tries = 300)
  void orderAndGroupingOfSignalsChangeNoScore(
      @ForAll("repeatingGroups") List<AppendGroup> groups, @ForAll long seed) {
    MemoryLedger first = ledger();
    groups.forEach(first.ports().signals()::append);

    List<AppendGroup.Entry> entries =
        new ArrayList<>(groups.stream().flatMap(group -> group.entries().stream()).toList());
    Collections.shuffle(entries, new Random(seed));
    MemoryLedger second = ledger();
    entries.forEach(entry -> second.ports().signals().append(new AppendGroup(List.of(entry))));

    assertThat(second.storedSignals(ALPHA)).isEqualTo(first.storedSignals(ALPHA));
    assertThat(read(second).pairs()).isEqualTo(read(first).pairs());
  }

  private static WindowReading read(MemoryLedger memory) {
    return memory.ports().windows().read(ALPHA, Window.endingWith(Signals.NOON));
  }

  private static MemoryLedger ledger() {
    MemoryLedger memory = MemoryLedger.create(InstantSource.fixed(Signals.NOON.value()));
    Ledger ports = memory.ports();
    ports
        .tenants()
        .register(
            new Tenant(
                ALPHA,
                new Organisation("acme"),
                new Residency(new Cell("local"), Set.of(new Region("local"))),
                TenantState.ACTIVE,
                TenantSettings.STANDARD));
    return memory;
  }
}
