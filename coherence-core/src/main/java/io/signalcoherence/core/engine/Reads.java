package io.signalcoherence.core.engine;

import io.signalcoherence.ports.error.InfrastructureException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Runs blocking reads on the readers' executor, so that the caller never waits and every failure is
 * an answer. Thread-safe.
 */
final class Reads {

  private static final String BUSY = "readers-busy";
  private static final String INTERNAL = "internal";

  private final Surroundings surroundings;
  private final RetryAfter retryAfter;
  private final long deadlineNanos;

  Reads(Surroundings surroundings, EngineSettings.ReadSettings settings) {
    this.surroundings = surroundings;
    this.retryAfter = new RetryAfter(surroundings.jitter());
    this.deadlineNanos = settings.deadline().toNanos();
  }

  /**
   * Runs a read.
   *
   * @param unavailable makes the answer of a failure's code and how long to wait
   */
  <T> CompletionStage<T> run(Supplier<T> read, BiFunction<String, Duration, T> unavailable) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    long asked = surroundings.nanos();
    try {
      surroundings
          .workers()
          .readers()
          .execute(() -> answer.complete(inTime(asked, read, unavailable)));
    } catch (RejectedExecutionException e) {
      answer.complete(unavailable.apply(BUSY, retryAfter.soon()));
    }
    return answer;
  }

  private <T> T inTime(long asked, Supplier<T> read, BiFunction<String, Duration, T> unavailable) {
    if (surroundings.nanos() - asked > deadlineNanos) {
      return unavailable.apply(BUSY, retryAfter.soon());
    }
    try {
      return read.get();
    } catch (InfrastructureException e) {
      return unavailable.apply(e.code(), retryAfter.soon());
    } catch (RuntimeException | Error e) {
      return unavailable.apply(INTERNAL, retryAfter.soon());
    }
  }
}
