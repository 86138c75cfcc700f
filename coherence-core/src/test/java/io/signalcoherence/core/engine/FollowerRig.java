package io.signalcoherence.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.core.memory.FaultyGraph;
import io.signalcoherence.core.memory.MemoryGraph;
import io.signalcoherence.core.memory.MemoryLedger;
import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.ProjectedSignal;
import io.signalcoherence.ports.model.SignalsTally;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.out.AppendResult;
import io.signalcoherence.ports.out.FollowerObserver;
import io.signalcoherence.ports.out.LedgerReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Followers of a memory ledger into a memory graph that can break, in a world of their own. */
final class FollowerRig implements FollowerObserver {

  static final FollowerSettings SETTINGS =
      new FollowerSettings(
          3, Duration.ofMillis(200), Duration.ofMillis(100), Duration.ofSeconds(2));
  static final List<TenantId> TENANTS = List.of(Rig.A, Rig.B);

  final World world;
  final MemoryLedger ledger;
  final MemoryGraph memory = new MemoryGraph();
  final FaultyGraph graph = new FaultyGraph(memory);
  final List<Integer> applied = new ArrayList<>();
  final List<String> failed = new ArrayList<>();
  final List<Duration> waits = new ArrayList<>();
  boolean ledgerDown;
  int rebuilds;
  private int next;

  FollowerRig(long seed) {
    world = new World(seed);
    ledger = MemoryLedger.create(world::instant);
    for (TenantId tenant : TENANTS) {
      Tenant unused =
          ledger
              .ports()
              .tenants()
              .register(
                  new Tenant(
                      tenant, Rig.ACME, Rig.LOCAL, TenantState.ACTIVE, TenantSettings.STANDARD));
    }
  }

  GraphFollower follower() {
    return new GraphFollower(new Reader(), graph, SETTINGS, means(), this);
  }

  GraphFollower started() {
    GraphFollower follower = follower();
    follower.start();
    return follower;
  }

  GraphFollower.Means means() {
    Surroundings given =
        world.surroundings(
            new Surroundings.Workers(
                world.threads(1, 10), world.threads(1, 10), world.threads(1, 10)));
    return new GraphFollower.Means(
        given.workers().writers(),
        given.scheduler(),
        given.clock(),
        given.ticker(),
        given.jitter());
  }

  /** Appends so many signals of both tenants in one transaction. */
  void append(int count) {
    List<Signals> signals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      signals.add(Signals.of(TENANTS.get(next % 2)).withId("" + next++));
    }
    assertThat(ledger.ports().signals().append(Signals.group(signals)))
        .isInstanceOf(AppendResult.Appended.class);
  }

  void settleFor(Duration time) {
    world.pass(time);
    world.rethrow();
  }

  /** The graph holds what the ledger does, each once. */
  void assertGraphEqualsLedger() {
    for (TenantId tenant : TENANTS) {
      assertThat(memory.tally(tenant))
          .isEqualTo(SignalsTally.of(stored(tenant).map(ProjectedSignal::of).toList()));
    }
  }

  private Stream<LedgerRecord> stored(TenantId tenant) {
    return ledger.storedSignals(tenant).stream()
        .map(signal -> ledger.ports().store().find(signal.key()).orElseThrow().record());
  }

  @Override
  public void applied(int records, Duration took) {
    applied.add(records);
  }

  @Override
  public void failed(String code, Duration again) {
    failed.add(code);
    waits.add(again);
  }

  @Override
  public void rebuilds() {
    rebuilds++;
  }

  private final class Reader implements LedgerReader {

    private LedgerReader sound() {
      if (ledgerDown) {
        throw new UnavailableException("ledger-unavailable", "down", null);
      }
      return ledger.ports().reader();
    }

    @Override
    public Cursor beginning() {
      return sound().beginning();
    }

    @Override
    public LedgerPage readAfter(Cursor after, Grant grant, int limit) {
      return sound().readAfter(after, grant, limit);
    }
  }
}
