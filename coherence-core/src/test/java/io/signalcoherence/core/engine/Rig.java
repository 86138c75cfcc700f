package io.signalcoherence.core.engine;

import io.signalcoherence.core.engine.Surroundings.Workers;
import io.signalcoherence.core.memory.MemoryLedger;
import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Origin;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.ShareWeight;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.out.ProvenanceIds;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An engine over a faulty ledger in a world of its own, with the tenants {@code a} and {@code b}.
 */
final class Rig {

  static final TenantId A = new TenantId("a");
  static final TenantId B = new TenantId("b");
  static final Organisation ACME = new Organisation("acme");
  static final Residency LOCAL = new Residency(new Cell("local"), Set.of(new Region("local")));

  final World world;
  final FaultyLedger ledger;
  final Watcher watcher = new Watcher();
  final Engine engine;

  Rig(EngineSettings settings) {
    this(settings, 1_000);
  }

  /** With so many places for those who wait for a reader, and as many for a registrar. */
  Rig(EngineSettings settings, int places) {
    this(new World(1), settings, places);
  }

  private Rig(World world, EngineSettings settings, int places) {
    this(world, world.threads(settings.lanes().count(), Integer.MAX_VALUE), settings, places);
  }

  Rig(World world, Executor writers, EngineSettings settings, int places) {
    this(
        world,
        writers,
        new FaultyLedger(MemoryLedger.create(world::instant)),
        settings,
        places,
        Caching.OFF);
  }

  /** One instance over a ledger and with readings that it may share with others. */
  Rig(World world, FaultyLedger ledger, EngineSettings settings, Caching caching) {
    this(
        world,
        world.threads(settings.lanes().count(), Integer.MAX_VALUE),
        ledger,
        settings,
        1_000,
        caching);
  }

  private Rig(
      World world,
      Executor writers,
      FaultyLedger ledger,
      EngineSettings settings,
      int places,
      Caching caching) {
    this.world = world;
    this.ledger = ledger;
    register(A, ShareWeight.ONE);
    register(B, ShareWeight.ONE);
    this.engine =
        new Engine(
            ledger.ports(),
            new Neighbours(GraphSide.NONE, caching),
            settings,
            world.surroundings(
                new Workers(
                    writers,
                    world.threads(settings.reads().threads(), places),
                    world.threads(2, places))),
            ids(world),
            watcher);
  }

  /** One lane, no linger, and short back-offs. */
  static EngineSettings oneLane() {
    return EngineSettings.STANDARD.with(new EngineSettings.LaneSettings(1, 100, Duration.ZERO));
  }

  static ProvenanceIds ids(World world) {
    return () ->
        new ProvenanceId(
            new UUID(
                world.instant().toEpochMilli() << 16 | 0x7000,
                Long.MIN_VALUE | world.chance().nextLong() >>> 2));
  }

  void register(TenantId id, ShareWeight share) {
    TenantSettings standard = TenantSettings.STANDARD;
    TenantSettings settings =
        new TenantSettings(standard.thresholds(), share, standard.retention(), standard.pairs());
    Tenant unused =
        ledger
            .memory()
            .ports()
            .tenants()
            .register(new Tenant(id, ACME, LOCAL, TenantState.ACTIVE, settings));
  }

  static Signal signal(TenantId tenant, int id) {
    return Signals.of(tenant).withId(String.valueOf(id)).signal();
  }

  static Signal signal(TenantId tenant, int id, String value) {
    return Signals.of(tenant).withId(String.valueOf(id)).withMeasure(value, "1").signal();
  }

  static List<Signal> signals(TenantId tenant, int count) {
    return IntStream.range(0, count).mapToObj(id -> signal(tenant, id)).toList();
  }

  static Submission submission(String sender, List<Signal> signals) {
    return submission(sender, new Grant.EveryTenant(), signals);
  }

  static Submission submission(String sender, Grant grant, List<Signal> signals) {
    Origin origin = new Origin(Channel.HTTP, new Principal(sender, ACME), Optional.empty());
    List<Candidate> items = signals.stream().<Candidate>map(Candidate.WellFormed::new).toList();
    return new Submission(origin, grant, items);
  }

  /** Submits now; the world decides when it is answered. */
  CompletableFuture<List<Receipt>> submit(Signal... signals) {
    return submit(List.of(signals));
  }

  CompletableFuture<List<Receipt>> submit(List<Signal> signals) {
    return engine.ingest().submit(submission("tester", signals)).toCompletableFuture();
  }

  /** Submits and lets the world go on until nothing is left to happen. */
  List<Receipt> answers(Signal... signals) {
    CompletableFuture<List<Receipt>> answer = submit(signals);
    world.settle();
    return answer.join();
  }

  Receipt answer(Signal signal) {
    return answers(signal).get(0);
  }

  /** Has the engine know both tenants, so that what comes next is queued at once. */
  Rig warmedUp() {
    List<Receipt> unused =
        answers(
            Stream.of(A, B)
                .map(tenant -> Signals.of(tenant).withId("warm-up").signal())
                .toArray(Signal[]::new));
    ledger.appends().clear();
    watcher.forget();
    return this;
  }

  List<Signal> stored(TenantId tenant) {
    return ledger.memory().storedSignals(tenant);
  }
}
