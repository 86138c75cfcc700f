package io.signalcoherence.launcher.stack;

import io.signalcoherence.launcher.wiring.StartException;
import io.signalcoherence.localservers.LoopbackPort;
import io.signalcoherence.localservers.ProcessLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that a stack's servers belong to. It starts them side by side, says where they are,
 * and ends them when it is closed. Used by one thread.
 */
public final class StackKeeper implements AutoCloseable {

  private static final String LOCK = "stack.lock";
  private static final long POLL_MILLIS = 100;
  private static final Logger LOG = LoggerFactory.getLogger(StackKeeper.class);

  private final StackPlan plan;
  private final ProcessLock lock;
  private final Map<StackServer, RunningServer> running = new EnumMap<>(StackServer.class);
  private final List<StackState.Member> members = new ArrayList<>();
  private final List<StackState.Skipped> skipped = new ArrayList<>();
  private List<StackState.Started> starting = List.of();

  private StackKeeper(StackPlan plan, ProcessLock lock) {
    this.plan = plan;
    this.lock = lock;
  }

  /** What one start came to. */
  private sealed interface Start {
    record Up(RunningServer server, Duration took) implements Start {}

    record Left(String why) implements Start {}
  }

  /**
   * Starts all servers and returns once they answer. If one can't be started, those that were are
   * ended.
   *
   * @throws StartException if a folder or port can't be had, or a server does not come up
   */
  public static StackKeeper start(StackPlan plan) {
    StackKeeper keeper = new StackKeeper(plan, own(plan));
    try {
      keeper.say(false);
      keeper.startAll();
      keeper.say(true);
      return keeper;
    } catch (RuntimeException | Error e) {
      keeper.close();
      throw e;
    }
  }

  /**
   * Takes the folder, so that no other keeper says anything of it, and ends what an earlier one
   * left; held until it is closed or this process ends.
   */
  private static ProcessLock own(StackPlan plan) {
    Stack.make(plan.folder());
    ProcessLock lock = lock(plan);
    boolean owned = false;
    try {
      Optional<StackState> before = StackState.read(plan.folder());
      if (before.isPresent()) {
        endOrphans(plan, before.get());
      } else {
        requireFreePorts(plan);
      }
      owned = true;
      return lock;
    } catch (IOException e) {
      throw unusable(plan, e);
    } finally {
      if (!owned) {
        lock.close();
      }
    }
  }

  private static ProcessLock lock(StackPlan plan) {
    try {
      return ProcessLock.tryAcquire(plan.folder().resolve(LOCK))
          .orElseThrow(
              () ->
                  new StartException(
                      plan.folder()
                          + ": another process keeps a stack there (see coherence stack status)"));
    } catch (IOException e) {
      throw unusable(plan, e);
    }
  }

  /**
   * Ends what a dead keeper left and removes what it said; nothing if another keeps the folder now.
   *
   * @return what was ended
   */
  static List<StackServer> endUnkept(Path folder, StackState state)
      throws IOException, InterruptedException {
    Optional<ProcessLock> lock = ProcessLock.tryAcquire(folder.resolve(LOCK));
    if (lock.isEmpty()) {
      return List.of();
    }
    try (ProcessLock held = lock.get()) {
      List<StackServer> ended = Orphans.end(state);
      StackState.delete(folder);
      return ended;
    }
  }

  /**
   * Ends what an earlier keeper of the folder left when it was killed. Servers of this plan would
   * be found by those that start them; the others would be forgotten with the state.
   */
  private static void endOrphans(StackPlan plan, StackState before) throws IOException {
    try {
      for (StackServer orphan : Orphans.end(before)) {
        LOG.atWarn()
            .addKeyValue("op", "stack_orphan_stop")
            .log("ended {}, which an earlier keeper of the folder left running", orphan.wireName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException(plan.folder() + ": interrupted while ending an earlier stack", e);
    }
  }

  /**
   * Tells of a taken port before anything is started, which would have to come up first. Not after
   * a keeper was killed: one of its servers that nobody has noted may hold it then, and is ended by
   * whoever starts its like.
   */
  private static void requireFreePorts(StackPlan plan) {
    for (StackServer server : plan.servers()) {
      int port = plan.port(server);
      try {
        LoopbackPort.requireFree(port);
      } catch (IOException e) {
        throw new StartException(
            "%s: port %d on 127.0.0.1 can't be had: %s (expected: a free one; one is found without"
                    .formatted(server.wireName(), port, e.getMessage())
                + " --port)",
            e);
      }
    }
  }

  private static StartException unusable(StackPlan plan, Exception cause) {
    return new StartException(
        plan.folder() + ": " + cause + " (expected: a folder that can be written)", cause);
  }

  private void startAll() {
    ExecutorService threads = Executors.newFixedThreadPool(plan.servers().size());
    try {
      Map<StackServer, Future<Start>> starts = new EnumMap<>(StackServer.class);
      for (StackServer server : plan.servers()) {
        Callable<Start> start = () -> startOne(server);
        starts.put(server, threads.submit(start));
      }
      List<RuntimeException> failures = new ArrayList<>();
      starts.forEach((server, start) -> await(server, start, failures));
      if (!failures.isEmpty()) {
        RuntimeException first = failures.get(0);
        failures.stream().skip(1).forEach(first::addSuppressed);
        throw first;
      }
    } finally {
      threads.shutdown();
    }
  }

  private Start startOne(StackServer server) {
    long began = System.nanoTime();
    try {
      RunningServer up = ServerStarts.start(plan, server);
      return new Start.Up(up, Duration.ofNanos(System.nanoTime() - began));
    } catch (ServerStarts.Missing e) {
      return new Start.Left(String.valueOf(e.getMessage()));
    }
  }

  private void await(StackServer server, Future<Start> start, List<RuntimeException> failures) {
    boolean interrupted = false;
    while (true) {
      try {
        took(server, start.get(POLL_MILLIS, TimeUnit.MILLISECONDS));
        break;
      } catch (TimeoutException stillStarting) {
        if (!children().equals(starting)) {
          sayProgress();
        }
      } catch (ExecutionException e) {
        failures.add(failed(server, e.getCause()));
        break;
      } catch (InterruptedException e) {
        // A start can't be left alone half way: its server would be nobody's.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void took(StackServer server, Start start) {
    if (start instanceof Start.Up up) {
      RunningServer one = up.server();
      running.put(server, one);
      String began = ProcessHandle.of(one.pid()).map(StackState::birth).orElse("ended");
      members.add(
          new StackState.Member(
              server.wireName(), one.address(), one.pid(), began, up.took().toMillis()));
      sayProgress();
    } else if (start instanceof Start.Left left) {
      skipped.add(new StackState.Skipped(server.wireName(), left.why()));
    }
  }

  /**
   * So that a keeper which is killed while they start leaves nobody that is not known. A failure
   * must not keep it from waiting for the others, and will come again at the end.
   */
  private void sayProgress() {
    starting = children();
    try {
      say(false);
    } catch (StartException e) {
      LOG.atWarn().addKeyValue("op", "stack_up").log("{}", e.getMessage());
    }
  }

  private List<StackState.Started> children() {
    Set<Long> up = members.stream().map(StackState.Member::pid).collect(Collectors.toSet());
    return ProcessHandle.current()
        .children()
        .filter(child -> !up.contains(child.pid()))
        .map(StackState.Started::of)
        .toList();
  }

  private static RuntimeException failed(StackServer server, Throwable cause) {
    if (cause instanceof RuntimeException e && !ServerStarts.isExplained(e)) {
      return e;
    }
    return new StartException(server.wireName() + ": " + cause.getMessage(), cause);
  }

  /** What there is. */
  public StackState state() {
    return state(true, List.of());
  }

  private StackState state(boolean ready, List<StackState.Started> notUp) {
    ProcessHandle self = ProcessHandle.current();
    return new StackState(self.pid(), StackState.birth(self), ready, members, skipped, notUp);
  }

  private void say(boolean ready) {
    try {
      state(ready, ready ? List.of() : starting).write(plan.folder());
    } catch (IOException e) {
      throw unusable(plan, e);
    }
  }

  /**
   * Ends all servers, those that use others first; one that fails does not keep the rest from it.
   */
  @Override
  public void close() {
    boolean all = true;
    for (StackServer server : StackServer.lastFirst()) {
      all &= end(server);
    }
    try (lock) {
      if (all) {
        StackState.delete(plan.folder());
      }
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("op", "stack_down").log("the state file stays: {}", e.getMessage());
    }
  }

  private boolean end(StackServer server) {
    RunningServer one = running.remove(server);
    if (one == null) {
      return true;
    }
    try {
      one.end().run();
      return true;
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("op", "stack_down").log("{} did not end", server.wireName(), e);
      return false;
    }
  }
}
