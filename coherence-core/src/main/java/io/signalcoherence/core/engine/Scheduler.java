package io.signalcoherence.core.engine;

import java.time.Duration;

/** Runs short tasks later. Called from any thread; calls overlap. */
public interface Scheduler {

  /**
   * Runs a task once, not before a delay has passed. A task never waits: it hands what may wait to
   * an executor, and answers who has waited too long, so it may run on a shared thread.
   */
  void after(Duration delay, Runnable task);
}
