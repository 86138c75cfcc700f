package io.signalcoherence.core;

import io.signalcoherence.core.engine.EngineSettings;
import io.signalcoherence.ports.out.ProvenanceIds;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that are made where none are given: few, named, daemons, ended on close. */
final class Threads {

  private static final long GRACE_SECONDS = 2;
  private static final int REGISTRARS = 2;

  private final List<ExecutorService> own = new ArrayList<>();

  /** One thread a lane. */
  Executor writers(EngineSettings.LaneSettings lanes) {
    return keep(pool("coherence-writer-", lanes.count(), new LinkedBlockingQueue<>()));
  }

  /** A bounded pool that refuses when full. */
  Executor readers(EngineSettings.ReadSettings reads) {
    BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(reads.queue());
    return keep(pool("coherence-reader-", reads.threads(), queue));
  }

  /** A small pool that refuses when full; whoever waits for it waits for one short read each. */
  Executor registrars() {
    BlockingQueue<Runnable> queue =
        new ArrayBlockingQueue<>(EngineSettings.RegistrySettings.MOST_LOADS);
    return keep(pool("coherence-registrar-", REGISTRARS, queue));
  }

  ScheduledExecutorService scheduler() {
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1, named("coherence-timer-"));
    scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return keep(scheduler);
  }

  /**
   * Lets what was handed over end, for a short time, then interrupts it. The timer ends last, so
   * that deadlines are kept until then.
   */
  void close() {
    List<ExecutorService> pools =
        own.stream().filter(each -> !(each instanceof ScheduledExecutorService)).toList();
    pools.forEach(ExecutorService::shutdown);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
    try {
      for (ExecutorService executor : pools) {
        boolean unused = executor.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    own.forEach(ExecutorService::shutdownNow);
  }

  static void schedule(ScheduledExecutorService scheduler, Duration delay, Runnable task) {
    Future<?> unused = scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  static ProvenanceIds provenanceIds(InstantSource clock) {
    return new UuidV7(clock, new SecureRandom());
  }

  static double jitter() {
    return ThreadLocalRandom.current().nextDouble();
  }

  private <E extends ExecutorService> E keep(E executor) {
    own.add(executor);
    return executor;
  }

  private static ExecutorService pool(String name, int threads, BlockingQueue<Runnable> queue) {
    return new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, queue, named(name));
  }

  private static ThreadFactory named(String name) {
    AtomicInteger next = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + next.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }
}
