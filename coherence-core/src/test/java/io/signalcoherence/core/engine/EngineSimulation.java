package io.signalcoherence.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.core.memory.MemoryLedger;
import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.contract.StoredFold;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.ShareWeight;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.out.IngestObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/**
 * Two processes over one faulty ledger that hangs now and then, clients that send the same keys
 * again and again, crashes, drains and a registry that comes and goes; all of it from one seed.
 * After every event it checks that no queue is over its bound and that what is stored adds up to
 * what is scored; every receipt is checked when it comes.
 */
final class EngineSimulation {

  private static final int TENANTS = 4;
  private static final int KEYS = 12;
  private static final int REQUESTS = 40;
  private static final int BURSTS = 4;
  private static final int UNSTORABLE_BILLIONTHS = 100_000_000;
  private static final Duration TROUBLED = Duration.ofSeconds(20);
  private static final Window WINDOW = Window.endingWith(new EventTime(World.START));

  private final World world;
  private final SplittableRandom chance;
  private final FaultyLedger ledger;
  private final SimulatedClient client = new SimulatedClient(this);
  private final EngineSettings settings;
  private final int faultPercent;
  private final int hangPercent;
  private EngineSettings.StallSettings stall = EngineSettings.StallSettings.STANDARD;
  private final List<Instance> processes = new ArrayList<>();
  private final List<TenantId> tenants =
      IntStream.range(0, TENANTS).mapToObj(EngineSimulation::tenant).toList();
  private final List<Instance> retired = new ArrayList<>();
  private int foldedAppends;
  private boolean calm;

  EngineSimulation(long seed) {
    world = new World(seed);
    chance = world.chance().split();
    ledger = new FaultyLedger(MemoryLedger.create(world::instant));
    faultPercent = chance.nextInt(60);
    hangPercent = chance.nextInt(4);
    settings = settings();
    IntStream.range(0, TENANTS).forEach(this::register);
    ledger.faults = this::fault;
    ledger.unstorable = EngineSimulation::isUnstorable;
    ledger.registryDown = () -> !calm && chance.nextInt(100) < faultPercent / 4;
    ledger.beforeAppend = () -> world.pass(orHangs(Duration.ofNanos(chance.nextInt(8_000_000))));
    ledger.afterAppend = () -> world.pass(Duration.ofNanos(chance.nextInt(2_000_000)));
    ledger.onRegistry = () -> world.pass(orHangs(Duration.ofNanos(chance.nextInt(3_000_000))));
    world.afterEach(this::checkAlways);
    processes.add(new Instance());
    processes.add(new Instance());
  }

  static boolean isUnstorable(Signal signal) {
    return signal.value().billionths() == UNSTORABLE_BILLIONTHS;
  }

  World world() {
    return world;
  }

  FaultyLedger ledger() {
    return ledger;
  }

  Instance anyProcess() {
    return processes.get(chance.nextInt(processes.size()));
  }

  /** Runs a check whose failure must reach the test, whoever calls it. */
  void checking(Runnable check) {
    try {
      check.run();
    } catch (AssertionError e) {
      world.fail(e);
    }
  }

  /** Everything, from the first request until every client knows the fate of every signal. */
  void run() {
    for (int i = 0; i < REQUESTS; i++) {
      world.in(someTime(), () -> client.send(signals()));
    }
    for (int i = chance.nextInt(6); i > 0; i--) {
      world.in(someTime(), this::replaceOne);
    }
    world.in(TROUBLED, () -> calm = true);
    world.settle();
    ledger.settle();
    processes.forEach(process -> process.drain());
    world.settle();
    checkAtEnd();
  }

  /** Within 20 ms of one of a few moments, so that much happens at once. */
  private Duration someTime() {
    return Duration.ofMillis(chance.nextInt(BURSTS) * 1_500L + chance.nextInt(20));
  }

  private void replaceOne() {
    int index = chance.nextInt(processes.size());
    Instance old = processes.set(index, new Instance());
    if (chance.nextBoolean()) {
      old.crash();
    } else {
      old.drain();
      retired.add(old);
    }
  }

  private Fault fault() {
    if (calm || chance.nextInt(100) >= faultPercent) {
      return Fault.NONE;
    }
    Fault[] all = Fault.values();
    return all[chance.nextInt(all.length)];
  }

  /** Now and then a call does not come back for seconds. */
  private Duration orHangs(Duration otherwise) {
    if (calm || chance.nextInt(100) >= hangPercent) {
      return otherwise;
    }
    return Duration.ofMillis(chance.nextInt(15_000));
  }

  private EngineSettings settings() {
    int perTenant = 1 + chance.nextInt(30);
    stall =
        new EngineSettings.StallSettings(
            Duration.ofMillis(10 + chance.nextInt(100)),
            Duration.ofMillis(100 + chance.nextInt(1_000)));
    Duration backOff = Duration.ofMillis(1 + chance.nextInt(50));
    return new EngineSettings(
        new EngineSettings.LaneSettings(
            1 + chance.nextInt(3), 1 + chance.nextInt(20), Duration.ofMillis(chance.nextInt(4))),
        new EngineSettings.QueueSettings(
            perTenant, perTenant + chance.nextInt(40), Duration.ofSeconds(1)),
        new EngineSettings.RetrySettings(
            1 + chance.nextInt(5), 1 + chance.nextInt(3), backOff, backOff.multipliedBy(4), stall),
        new EngineSettings.ReadSettings(1, 1 + chance.nextInt(3), Duration.ofSeconds(1), 100),
        new EngineSettings.RegistrySettings(
            Duration.ofMillis(1 + chance.nextInt(1_000)),
            new EngineSettings.UnknownTenants.Refuse()),
        Duration.ofMillis(chance.nextInt(30)));
  }

  private static TenantId tenant(int index) {
    return new TenantId("tenant-" + index);
  }

  private void register(int index) {
    TenantSettings standard = TenantSettings.STANDARD;
    TenantSettings own =
        new TenantSettings(
            standard.thresholds(),
            new ShareWeight(1 + chance.nextInt(5)),
            standard.retention(),
            standard.pairs());
    Tenant unused =
        ledger
            .memory()
            .ports()
            .tenants()
            .register(new Tenant(tenant(index), Rig.ACME, Rig.LOCAL, TenantState.ACTIVE, own));
  }

  private List<Signal> signals() {
    List<Signal> signals = new ArrayList<>();
    for (int i = 1 + chance.nextInt(12); i > 0; i--) {
      int id = chance.nextInt(KEYS);
      String value = chance.nextInt(30) == 0 ? "0.1" : chance.nextInt(10) == 0 ? "0.7" : "0.5";
      signals.add(
          Signals.of(tenant(chance.nextInt(TENANTS)))
              .withId(String.valueOf(id))
              .withTs(new EventTime(World.START.minusSeconds(id)))
              .withMeasure(value, "1")
              .signal());
    }
    return signals;
  }

  private void checkAlways() {
    processes.forEach(this::checkBounds);
    retired.forEach(this::checkBounds);
    if (ledger.appends().size() != foldedAppends) {
      foldedAppends = ledger.appends().size();
      checkSums();
    }
  }

  /** Plain comparisons, because this runs after each of millions of events. */
  private void checkBounds(Instance process) {
    Backlog backlog = process.engine().backlog();
    int queued = 0;
    for (int lane : backlog.perLane()) {
      queued += lane;
    }
    boolean within = backlog.total() <= settings.queues().total() && queued <= backlog.total();
    for (TenantId tenant : tenants) {
      within &= process.engine().waiting(tenant) <= settings.queues().perTenant();
    }
    if (!within) {
      throw new AssertionError("over its bounds: " + backlog + " with " + settings.queues());
    }
  }

  private void checkSums() {
    for (int i = 0; i < TENANTS; i++) {
      List<Signal> stored = ledger.memory().storedSignals(tenant(i));
      assertThat(stored.stream().map(Signal::key)).doesNotHaveDuplicates();
      assertThat(StoredFold.byPair(ledger.memory().ports().windows().read(tenant(i), WINDOW)))
          .isEqualTo(StoredFold.byPair(stored, WINDOW));
    }
  }

  private void checkAtEnd() {
    assertThat(client.open()).as("requests without an answer").isZero();
    assertThat(client.receipts()).isGreaterThanOrEqualTo(REQUESTS);
    for (Instance process : processes) {
      assertThat(process.engine().backlog().total()).isZero();
      assertThat(process.ended()).isTrue();
    }
    checkSums();
    client
        .accepted()
        .forEach(
            (key, id) ->
                assertThat(
                        ledger
                            .memory()
                            .ports()
                            .store()
                            .find(key)
                            .orElseThrow()
                            .record()
                            .provenance()
                            .id())
                    .isEqualTo(id));
    for (int i = 0; i < TENANTS; i++) {
      for (Signal signal : ledger.memory().storedSignals(tenant(i))) {
        assertThat(isUnstorable(signal)).isFalse();
        client.checkOrigin(ledger.memory().ports().store().find(signal.key()).orElseThrow());
      }
    }
  }

  /** One instance: an engine and its threads, until it crashes. */
  final class Instance {

    private final Engine engine;
    private final List<Runnable> onCrash = new ArrayList<>();
    private boolean crashed;
    private boolean ended;

    Instance() {
      Executor writers = world.threads(settings.lanes().count(), Integer.MAX_VALUE);
      Executor readers = world.threads(settings.reads().threads(), settings.reads().queue());
      Executor registrars = world.threads(2, settings.reads().queue());
      Surroundings free =
          world.surroundings(
              new Surroundings.Workers(
                  task -> writers.execute(() -> unlessCrashed(task)),
                  task -> readers.execute(() -> unlessCrashed(task)),
                  task -> registrars.execute(() -> unlessCrashed(task))));
      engine =
          new Engine(
              ledger.ports(), Neighbours.NONE, settings, free, Rig.ids(world), IngestObserver.NONE);
    }

    Engine engine() {
      return engine;
    }

    boolean crashed() {
      return crashed;
    }

    boolean ended() {
      return ended;
    }

    void onCrash(Runnable task) {
      onCrash.add(task);
    }

    void crash() {
      crashed = true;
      onCrash.forEach(Runnable::run);
    }

    void drain() {
      engine.drain().thenRun(() -> ended = true);
    }

    private void unlessCrashed(Runnable task) {
      if (!crashed) {
        task.run();
      }
    }
  }
}
