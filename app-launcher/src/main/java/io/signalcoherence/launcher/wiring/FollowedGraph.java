package io.signalcoherence.launcher.wiring;

import io.signalcoherence.adapter.neo4j.Neo4jGraph;
import io.signalcoherence.core.engine.GraphFollower;
import io.signalcoherence.core.engine.GraphSide;
import io.signalcoherence.launcher.config.GraphChoice;
import io.signalcoherence.launcher.wiring.EngineModule.Clocks;
import io.signalcoherence.ports.in.ServiceHealth.Component;
import io.signalcoherence.ports.out.FollowerObserver;
import io.signalcoherence.ports.out.LedgerReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The graph with the follower that fills it, on a thread of its own; or none. A graph that is away
 * keeps nobody else from anything: the follower goes on when it comes back.
 */
final class FollowedGraph implements AutoCloseable {

  /** How much longer than a transaction's deadline the end may take. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** A graph that lags by more is not what a user expects. */
  private static final Duration MOST_LAG = Duration.ofSeconds(10);

  private final Optional<Running> running;

  private record Running(
      Neo4jGraph graph,
      GraphFollower follower,
      ScheduledExecutorService thread,
      Duration patience) {}

  private FollowedGraph(Optional<Running> running) {
    this.running = running;
  }

  static FollowedGraph none() {
    return new FollowedGraph(Optional.empty());
  }

  /** Makes the graph and its follower, which follows once it is told to. */
  static FollowedGraph open(
      GraphChoice.Neo4j choice, LedgerReader ledger, Clocks clocks, FollowerObserver observer) {
    Neo4jGraph graph = Neo4jGraph.open(choice.neo4j());
    ScheduledThreadPoolExecutor thread = thread();
    GraphFollower follower =
        new GraphFollower(
            ledger,
            graph.ports().projection(),
            choice.follower(),
            new GraphFollower.Means(
                thread,
                (delay, task) -> schedule(thread, delay, task),
                clocks.clock(),
                clocks.ticker(),
                () -> ThreadLocalRandom.current().nextDouble()),
            new LoggingFollower(observer));
    Duration patience = choice.neo4j().deadlines().change().plus(GRACE);
    return new FollowedGraph(Optional.of(new Running(graph, follower, thread, patience)));
  }

  private static ScheduledThreadPoolExecutor thread() {
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread daemon = new Thread(task, "signalcoherence-graph-follower");
              daemon.setDaemon(true);
              return daemon;
            });
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return thread;
  }

  private static void schedule(ScheduledExecutorService thread, Duration delay, Runnable task) {
    ScheduledFuture<?> unused = thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Begins to follow the ledger, if there is a graph; for a service, and not for a tool beside it.
   */
  void follow() {
    running.ifPresent(part -> part.follower().start());
  }

  /** How far the graph lags behind the ledger; zero if there is none. */
  Duration lag() {
    return running.map(part -> part.follower().lag()).orElse(Duration.ZERO);
  }

  /** How it is, for readiness: while it is away the service is ready, and the graph lags. */
  List<Component> components() {
    return running.stream().map(part -> component(part.follower())).toList();
  }

  /** A graph that answers nothing fails a step only at its deadline; its lag tells sooner. */
  private static Component component(GraphFollower follower) {
    Duration lag = follower.lag();
    if (follower.failing() || lag.compareTo(MOST_LAG) > 0) {
      return new Component("neo4j", false, "degraded: the graph lags by " + lag.toSeconds() + " s");
    }
    return new Component("neo4j", true, "followed");
  }

  /** The graph as the engine asks it; none if there is none. */
  GraphSide side() {
    return running
        .map(part -> GraphSide.followed(part.graph().ports().questions(), part.follower()))
        .orElse(GraphSide.NONE);
  }

  /** Lets the transaction under way end, within its deadline, then closes all connections. */
  @Override
  public void close() {
    running.ifPresent(FollowedGraph::end);
  }

  private static void end(Running part) {
    try {
      part.follower()
          .stop()
          .toCompletableFuture()
          .get(part.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      // the graph's own cursor tells the next follower what this transaction came to
    } finally {
      part.thread().shutdownNow();
      part.graph().close();
    }
  }
}
