package io.signalcoherence.adapter.redis;

import java.util.concurrent.ScheduledThreadPoolExecutor;

/** The adapter's own threads: few, named, daemons. */
final class RedisThreads {

  private RedisThreads() {}

  static ScheduledThreadPoolExecutor timer(String name) {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, task -> named(name, task));
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return timer;
  }

  static Thread named(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
