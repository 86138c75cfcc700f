package io.signalcoherence.core.engine;

import io.signalcoherence.ports.out.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;

/**
 * What the engine is given instead of threads, clocks and randomness of its own.
 *
 * @param workers run what blocks
 * @param scheduler runs tasks later
 * @param clock tells the time, UTC
 * @param ticker measures
 * @param jitter random numbers in [0, 1), from any thread
 */
public record Surroundings(
    Workers workers,
    Scheduler scheduler,
    InstantSource clock,
    Ticker ticker,
    DoubleSupplier jitter) {

  /**
   * Who runs what blocks, each kind apart from the others, so that none keeps another waiting.
   *
   * @param writers runs a lane's steps; should have as many threads as there are lanes, so that
   *     none waits for another
   * @param readers runs reads; bounded, refuses with {@link RejectedExecutionException} when full
   * @param registrars reads the registry for signals that came in; bounded, refuses with {@link
   *     RejectedExecutionException} when full
   */
  public record Workers(Executor writers, Executor readers, Executor registrars) {}

  long nanos() {
    return ticker.read().toNanos();
  }

  /** Runs a task after a delay, or at once if the scheduler takes no more. */
  void later(Duration delay, Runnable task) {
    try {
      scheduler.after(delay, task);
    } catch (RejectedExecutionException e) {
      task.run();
    }
  }
}
