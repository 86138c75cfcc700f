package io.signalcoherence.core.engine;

import io.signalcoherence.ports.in.ExploreSignals;
import io.signalcoherence.ports.in.IngestSignals;
import io.signalcoherence.ports.in.LookUpSignal;
import io.signalcoherence.ports.in.ReadCoherence;
import io.signalcoherence.ports.in.ReadHistory;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.IngestObserver;
import io.signalcoherence.ports.out.Ledger;
import io.signalcoherence.ports.out.ProvenanceIds;
import io.signalcoherence.ports.out.TenantRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** All use cases over one ledger. Thread-safe. */
public final class Engine {

  private final EngineSettings settings;
  private final Surroundings surroundings;
  private final Lanes lanes;
  private final Ingest ingest;
  private final Reads reads;
  private final Scores scores;
  private final Histories histories;
  private final LookUps lookUps;
  private final Explorations explorations;
  private final CachedTenants tenants;
  private final HealthCheck health;

  /**
   * Puts the parts together; runs nothing yet.
   *
   * @param ledger where signals are stored
   * @param neighbours what stands beside it
   * @param settings bounds and times
   * @param surroundings threads, clocks and randomness
   * @param ids names admissions
   * @param observer is told what ingest does
   */
  public Engine(
      Ledger ledger,
      Neighbours neighbours,
      EngineSettings settings,
      Surroundings surroundings,
      ProvenanceIds ids,
      IngestObserver observer) {
    this.settings = settings;
    this.surroundings = surroundings;
    IngestObserver guarded = new GuardedObserver(observer);
    TenantCache cache =
        new TenantCache(
            ledger.tenants(), settings.tenants(), surroundings, settings.retries().stall().limit());
    this.reads = new Reads(surroundings, settings.reads());
    Readings readings = readings(ledger, neighbours.caching(), cache);
    WaitingRoom room = new WaitingRoom(settings.queues().total());
    Appending appending =
        new Appending(
            ledger.signals(),
            ledger.store(),
            new Retrying(settings.retries(), surroundings),
            new RetryAfter(surroundings.jitter()),
            guarded,
            news(cache, readings));
    this.lanes = new Lanes(settings, surroundings, appending, room);
    Intake intake = new Intake(lanes, ids, appending.retryAfter());
    Antechamber antechamber = new Antechamber(room, settings.queues().perTenant());
    this.ingest = new Ingest(cache, intake, lanes, antechamber, surroundings, guarded);
    this.scores = new Scores(cache, readings, surroundings, reads);
    this.histories =
        new Histories(
            cache, ledger.windows(), surroundings.clock(), reads, settings.reads().historyPoints());
    this.lookUps = new LookUps(cache, ledger.store(), reads);
    this.explorations =
        new Explorations(cache, ledger.windows(), neighbours.graph(), surroundings.clock(), reads);
    this.tenants = new CachedTenants(ledger.tenants(), cache);
    this.health =
        new HealthCheck(ledger.monitor(), surroundings.ticker(), ingest::draining, lanes::standing);
    neighbours.caching().shared().listen(readings);
  }

  /** Half of the readers at most renew readings, and none while a question may wait for one. */
  private Readings readings(Ledger ledger, Caching caching, TenantCache tenants) {
    int readers = settings.reads().threads();
    return new Readings(
        ledger.windows(),
        caching,
        surroundings,
        tenants::cacheTime,
        new Readings.Renewing((readers + 1) / 2, () -> reads.open() >= readers));
  }

  private static Appending.News news(TenantCache tenants, Readings readings) {
    return new Appending.News() {
      @Override
      public void refused(TenantId tenant) {
        tenants.forget(tenant);
      }

      @Override
      public void changed(TenantId tenant, CommitToken token) {
        readings.committed(tenant, token);
      }
    };
  }

  /** Counts signals. */
  public IngestSignals ingest() {
    return ingest;
  }

  /** Answers how coherent a tenant is. */
  public ReadCoherence scores() {
    return scores;
  }

  /** Answers how a tenant's coherence moved. */
  public ReadHistory histories() {
    return histories;
  }

  /** Answers whether a signal was counted. */
  public LookUpSignal lookUps() {
    return lookUps;
  }

  /** Answers what single signals tell. */
  public ExploreSignals explorations() {
    return explorations;
  }

  /** The ledger's registry; a change made through it is seen here at once. */
  public TenantRegistry tenants() {
    return tenants;
  }

  /** The ledger's health; somebody must call {@link HealthCheck#check()} about once a second. */
  public HealthCheck health() {
    return health;
  }

  /** What waits now. */
  public Backlog backlog() {
    return lanes.backlog();
  }

  /**
   * How many writer lanes refuse signals, because the ledger is away or too slow. One that takes a
   * group now and then to find out, and has failed or taken too long each time, does not cease to
   * count in between; one that nobody sends anything does, 5 s after it might have tried again.
   */
  public int sheddingLanes() {
    return lanes.standing().shedding();
  }

  /** How many signals of a tenant wait for a group. */
  int waiting(TenantId tenant) {
    return lanes.waiting(tenant);
  }

  /** Whether new submissions are refused because the engine ends. */
  public boolean draining() {
    return ingest.draining();
  }

  /**
   * Begins the orderly end: new submissions are answered undetermined, what is queued is appended
   * and answered. After the drain deadline the rest is answered undetermined. Reads go on until
   * {@link #endReads}.
   *
   * @return completes when every signal is answered
   */
  public CompletionStage<Void> drain() {
    ingest.drain();
    CompletableFuture<Void> drained = lanes.close().toCompletableFuture();
    if (!drained.isDone()) {
      surroundings.later(settings.drainDeadline(), lanes::abandon);
    }
    return drained;
  }

  /**
   * Answers questions that are still open, and from now on each at once, as unavailable. To be
   * called when the scheduler runs no more, since it keeps the deadlines.
   */
  public void endReads() {
    reads.end();
  }
}
