package io.signalcoherence.core;

import io.signalcoherence.core.engine.Backlog;
import io.signalcoherence.core.engine.Caching;
import io.signalcoherence.core.engine.Engine;
import io.signalcoherence.core.engine.EngineSettings;
import io.signalcoherence.core.engine.GraphSide;
import io.signalcoherence.core.engine.HealthCheck;
import io.signalcoherence.core.engine.Neighbours;
import io.signalcoherence.core.engine.Surroundings;
import io.signalcoherence.ports.in.ExploreSignals;
import io.signalcoherence.ports.in.IngestSignals;
import io.signalcoherence.ports.in.LookUpSignal;
import io.signalcoherence.ports.in.ReadCoherence;
import io.signalcoherence.ports.in.ReadHistory;
import io.signalcoherence.ports.out.IngestObserver;
import io.signalcoherence.ports.out.Ledger;
import io.signalcoherence.ports.out.ProvenanceIds;
import io.signalcoherence.ports.out.TenantRegistry;
import io.signalcoherence.ports.out.Ticker;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts signals exactly once over a ledger and says how coherent their tenants are: the library's
 * front door. Thread-safe. It makes a few daemon threads, unless it is given executors, and nothing
 * else: no server, no file, no log, no shutdown hook.
 */
public final class SignalCoherence implements AutoCloseable {

  /** How much longer than its drain deadline an end may take before it is given up. */
  private static final long GRACE_SECONDS = 5;

  private final Engine engine;
  private final EngineSettings settings;
  private final Threads threads;

  private SignalCoherence(Engine engine, EngineSettings settings, Threads threads) {
    this.engine = engine;
    this.settings = settings;
    this.threads = threads;
  }

  /** Begins to build one over a ledger, which stays the caller's to close, afterwards. */
  public static Builder builder(Ledger ledger) {
    return new Builder(ledger);
  }

  /** Counts signals. */
  public IngestSignals ingest() {
    return engine.ingest();
  }

  /** Answers how coherent a tenant is. */
  public ReadCoherence scores() {
    return engine.scores();
  }

  /** Answers how a tenant's coherence moved. */
  public ReadHistory histories() {
    return engine.histories();
  }

  /** Answers whether a signal was counted. */
  public LookUpSignal lookUps() {
    return engine.lookUps();
  }

  /** Answers what single signals tell; whole answers need a graph. */
  public ExploreSignals explorations() {
    return engine.explorations();
  }

  /** The ledger's tenants; a change made through it is seen here at once. Calls block. */
  public TenantRegistry tenants() {
    return engine.tenants();
  }

  /** The ledger's health; the caller runs {@link HealthCheck#check()} about once a second. */
  public HealthCheck health() {
    return engine.health();
  }

  /** What waits now. */
  public Backlog backlog() {
    return engine.backlog();
  }

  /** How many writer lanes refuse signals now, because the ledger is away or too slow. */
  public int sheddingLanes() {
    return engine.sheddingLanes();
  }

  /** Whether new signals are refused because of {@link #drain} or {@link #close}. */
  public boolean draining() {
    return engine.draining();
  }

  /**
   * Begins the orderly end without waiting for it: new signals are answered undetermined, queued
   * ones are stored and answered, until the drain deadline. Reads go on until {@link #close}.
   *
   * @return completes when every signal is answered
   */
  public CompletionStage<Void> drain() {
    return engine.drain();
  }

  /**
   * Drains, waiting at most the drain deadline and a few seconds, then ends its own threads. A
   * question that is still open then, or asked later, is answered unavailable.
   */
  @Override
  public void close() {
    try {
      engine
          .drain()
          .toCompletableFuture()
          .get(settings.drainDeadline().toSeconds() + GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      // what is not answered by now never will be; the threads end below
    } finally {
      threads.close();
      engine.endReads();
    }
  }

  /** What to build it with; everything but the ledger has a default. */
  public static final class Builder {

    private final Ledger ledger;
    private EngineSettings settings = EngineSettings.STANDARD;
    private IngestObserver observer = IngestObserver.NONE;
    private GraphSide graph = GraphSide.NONE;
    private Caching caching = Caching.OFF;
    private InstantSource clock = InstantSource.system();
    private Ticker ticker = new NanoTicker();
    private @Nullable ProvenanceIds ids;
    private @Nullable Executor writers;
    private @Nullable Executor readers;
    private @Nullable Executor registrars;
    private @Nullable ScheduledExecutorService scheduler;
    private DoubleSupplier jitter = Threads::jitter;

    private Builder(Ledger ledger) {
      this.ledger = ledger;
    }

    /** Bounds and times; {@link EngineSettings#STANDARD} if not given. */
    public Builder settings(EngineSettings given) {
      this.settings = given;
      return this;
    }

    /** Who is told what ingest does; nobody if not given. */
    public Builder observer(IngestObserver given) {
      this.observer = given;
      return this;
    }

    /** The graph that the ledger is followed into; none if not given. Stays the caller's. */
    public Builder graph(GraphSide given) {
      this.graph = given;
      return this;
    }

    /**
     * Where readings are kept, and for how long; nowhere if not given, so that each score is of the
     * moment. With a cache, a score may be as old as its freshness unless the question names a
     * commit that it must include.
     */
    public Builder caching(Caching given) {
      this.caching = given;
      return this;
    }

    /** The clock, UTC; the system's if not given. */
    public Builder clock(InstantSource given) {
      this.clock = given;
      return this;
    }

    /** What measures; the system's monotonic clock if not given. */
    public Builder ticker(Ticker given) {
      this.ticker = given;
      return this;
    }

    /** What names admissions; UUIDv7 from the clock and a secure random source if not given. */
    public Builder provenanceIds(ProvenanceIds given) {
      this.ids = given;
      return this;
    }

    /** Random numbers in [0, 1) that spread retries, from any thread. */
    public Builder jitter(DoubleSupplier given) {
      this.jitter = given;
      return this;
    }

    /** Runs lanes, one thread each at best; own threads if not given. Stays the caller's. */
    public Builder writers(Executor given) {
      this.writers = given;
      return this;
    }

    /**
     * Runs reads; bounded, and refuses with {@link java.util.concurrent.RejectedExecutionException}
     * when full. A read that the ledger does not answer holds its thread beyond the question's
     * deadline, until the ledger's own. Own threads if not given. Stays the caller's.
     */
    public Builder readers(Executor given) {
      this.readers = given;
      return this;
    }

    /**
     * Reads the registry for signals that came in; bounded, and refuses with {@link
     * java.util.concurrent.RejectedExecutionException} when full. Better not the readers, so that
     * no flood of questions keeps signals out. Own threads if not given. Stays the caller's.
     */
    public Builder registrars(Executor given) {
      this.registrars = given;
      return this;
    }

    /** Runs short tasks later; an own thread if not given. Stays the caller's. */
    public Builder scheduler(ScheduledExecutorService given) {
      this.scheduler = given;
      return this;
    }

    /** Builds and starts it. */
    public SignalCoherence build() {
      Threads threads = new Threads();
      Executor writing = writers != null ? writers : threads.writers(settings.lanes());
      Executor reading = readers != null ? readers : threads.readers(settings.reads());
      Executor registering = registrars != null ? registrars : threads.registrars();
      ScheduledExecutorService timing = scheduler != null ? scheduler : threads.scheduler();
      Surroundings surroundings =
          new Surroundings(
              new Surroundings.Workers(writing, reading, registering),
              (delay, task) -> Threads.schedule(timing, delay, task),
              clock,
              ticker,
              jitter);
      ProvenanceIds naming = ids != null ? ids : Threads.provenanceIds(clock);
      return new SignalCoherence(
          new Engine(
              ledger, new Neighbours(graph, caching), settings, surroundings, naming, observer),
          settings,
          threads);
    }
  }
}
