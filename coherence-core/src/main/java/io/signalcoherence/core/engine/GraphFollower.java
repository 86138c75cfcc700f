package io.signalcoherence.core.engine;

import io.signalcoherence.ports.error.CorruptException;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.out.FollowerObserver;
import io.signalcoherence.ports.out.GraphProjection;
import io.signalcoherence.ports.out.GraphProjection.Progress;
import io.signalcoherence.ports.out.GraphProjection.Step;
import io.signalcoherence.ports.out.LedgerReader;
import io.signalcoherence.ports.out.LedgerReader.LedgerPage;
import io.signalcoherence.ports.out.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows the ledger into a graph: reads the pages after the graph's own cursor and applies each in
 * one transaction together with the cursor after it. Where the cursor is the graph's alone, so that
 * whenever this is killed, the next one goes on from what is durable and neither skips nor repeats.
 * A graph whose epoch has ended is cleared and made anew from the ledger's beginning; one that was
 * made from another ledger is left as it is, and each step fails until somebody has emptied it.
 *
 * <p>It runs as steps on the given executor, never two at once, each with at most one transaction;
 * after a failed step it waits, and asks the graph anew how far it goes. Several may follow into
 * one graph, in any processes: one of them wins each step. Thread-safe.
 */
public final class GraphFollower {

  /** The code of a failure: the graph was made from another ledger, so it is left as it is. */
  public static final String OTHER_LEDGER = "graph-of-another-ledger";

  private static final String INTERNAL = "internal";
  private static final int MOST_DOUBLINGS = 20;

  private final LedgerReader ledger;
  private final GraphProjection graph;
  private final FollowerSettings settings;
  private final Means means;
  private final FollowerObserver observer;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private boolean started;
  private boolean stepping;
  private boolean stopping;

  // of the steps alone, which never overlap
  private @Nullable Progress progress;
  private int failures;

  private volatile Instant knownUntil;
  private volatile boolean failing;
  private volatile boolean confirmed;

  /**
   * What it is given instead of threads, clocks and randomness of its own.
   *
   * @param worker runs its steps, which block
   * @param scheduler runs what is to be later
   * @param clock tells the time, UTC
   * @param ticker measures
   * @param jitter random numbers in [0, 1)
   */
  public record Means(
      Executor worker,
      Scheduler scheduler,
      InstantSource clock,
      Ticker ticker,
      DoubleSupplier jitter) {}

  /**
   * Makes one that does nothing yet.
   *
   * @param ledger what to follow
   * @param graph where to
   * @param settings how
   * @param means threads, clocks and randomness
   * @param observer is told what it does
   */
  public GraphFollower(
      LedgerReader ledger,
      GraphProjection graph,
      FollowerSettings settings,
      Means means,
      FollowerObserver observer) {
    this.ledger = ledger;
    this.graph = graph;
    this.settings = settings;
    this.means = means;
    this.observer = observer;
    this.knownUntil = means.clock().instant();
  }

  /** Begins to follow; a second call does nothing. */
  public synchronized void start() {
    if (!started) {
      started = true;
      submit();
    }
  }

  /**
   * Ends after the transaction that is under way, if one is.
   *
   * @return completes when no step is under way and none will be
   */
  public synchronized CompletionStage<Void> stop() {
    stopping = true;
    if (!stepping) {
      ended.complete(null);
    }
    return ended;
  }

  /**
   * How far the graph lags behind the ledger's horizon, by the clock: the time since it was last
   * seen to hold all that was below the horizon, or, while it catches up, since the last signal
   * that it holds was received; 0 or more. Before it has applied or seen anything, the time since
   * this was made.
   */
  public Duration lag() {
    Duration lag = Duration.between(knownUntil, means.clock().instant());
    return lag.isNegative() ? Duration.ZERO : lag;
  }

  /** Whether the last step failed. */
  public boolean failing() {
    return failing;
  }

  /**
   * Whether the graph is known to be of this ledger and whole up to its cursor: the ledger has read
   * on from that cursor, and since then no step has failed, nor found a graph of another ledger or
   * one that is being cleared.
   */
  public boolean confirmed() {
    return confirmed;
  }

  private void submit() {
    try {
      means.worker().execute(this::run);
    } catch (RejectedExecutionException e) {
      ended.complete(null); // the end has come: no step will be run
    }
  }

  private void run() {
    synchronized (this) {
      if (stopping || stepping) {
        return;
      }
      stepping = true;
    }
    Duration pause = settings.poll();
    try {
      pause = stepOrBackOff();
    } finally {
      next(pause);
    }
  }

  private void next(Duration pause) {
    synchronized (this) {
      stepping = false;
      if (stopping) {
        ended.complete(null);
        return;
      }
    }
    if (pause.isZero()) {
      submit();
      return;
    }
    try {
      means.scheduler().after(pause, this::submit);
    } catch (RejectedExecutionException e) {
      ended.complete(null); // the end has come: no step will be run
    }
  }

  private Duration stepOrBackOff() {
    try {
      Duration pause = step();
      failures = 0;
      failing = false;
      return pause;
    } catch (InfrastructureException e) {
      return backOff(e.code());
    } catch (RuntimeException | Error e) {
      return backOff(INTERNAL);
    }
  }

  /** Forgets what it knows of the graph, which may have done or not done what was asked of it. */
  private Duration backOff(String code) {
    progress = null;
    confirmed = false;
    failing = true;
    failures++;
    long first = settings.firstBackOff().toNanos();
    long whole =
        Math.min(
            settings.longestBackOff().toNanos(), first << Math.min(failures - 1, MOST_DOUBLINGS));
    Duration again = Duration.ofNanos((long) (whole * (1 - means.jitter().getAsDouble() / 2)));
    tell(() -> observer.failed(code, again));
    return again;
  }

  /** One step; how long to wait before the next. */
  private Duration step() {
    Progress from = progress == null ? graph.progress() : progress;
    progress = from;
    if (from instanceof Progress.Clearing) {
      confirmed = false;
      return after(graph.clear(from, settings.batch()), Duration.ZERO);
    }
    Cursor at = from instanceof Progress.Reached reached ? reached.cursor() : ledger.beginning();
    Instant began = means.clock().instant();
    LedgerPage page = ledger.readAfter(at, new Grant.EveryTenant(), settings.batch());
    confirmed = page instanceof LedgerPage.Records;
    if (page instanceof LedgerPage.Records records) {
      return apply(from, records, began);
    }
    if (page instanceof LedgerPage.OtherLedger) {
      throw new CorruptException(
          OTHER_LEDGER, "the graph's cursor is of another ledger; nothing was changed", null);
    }
    tell(observer::rebuilds);
    return after(graph.clear(from, settings.batch()), Duration.ZERO);
  }

  private Duration apply(Progress from, LedgerPage.Records page, Instant began) {
    List<LedgerRecord> records = page.records();
    Duration pause = page.atHorizon() ? settings.poll() : Duration.ZERO;
    if (!from.equals(new Progress.Reached(page.next()))) {
      Duration before = means.ticker().read();
      Step step = graph.apply(from, records, page.next());
      if (step instanceof Step.Superseded) {
        return after(step, pause);
      }
      progress = step.now();
      Duration took = means.ticker().read().minus(before);
      tell(() -> observer.applied(records.size(), took));
    }
    if (page.atHorizon()) {
      knownUntil = began;
    } else if (!records.isEmpty()) {
      knownUntil = records.get(records.size() - 1).provenance().receivedAt();
    }
    return pause;
  }

  /** Goes on from where the graph is; whoever was overtaken leaves the other a moment. */
  private Duration after(Step step, Duration pause) {
    progress = step.now();
    return step instanceof Step.Superseded ? settings.poll() : pause;
  }

  /** Keeps what an observer throws, against its contract, away from the following. */
  private static void tell(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException | Error e) {
      // a broken observer loses its own count, and nothing else
    }
  }
}
