package io.signalcoherence.core.engine;

import java.time.Duration;

/** Runs short tasks later. Called from any thread; calls overlap. */
public interface Scheduler {

  /**
   * Runs a task once, not before a delay has passed. The task hands real work to an executor, so it
   * may run on a shared thread.
   */
  void after(Duration delay, Runnable task);
}
