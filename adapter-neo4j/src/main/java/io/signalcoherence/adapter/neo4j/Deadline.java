package io.signalcoherence.adapter.neo4j;

import java.io.Serial;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** When a call must have ended, whatever the server does. */
final class Deadline {

  private final long endNanos;

  private Deadline(long endNanos) {
    this.endNanos = endNanos;
  }

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /**
   * Waits for a stage until the deadline.
   *
   * @throws Late if it has come before the stage has ended, or the thread was interrupted
   */
  <T> T await(CompletionStage<T> stage) {
    try {
      return stage
          .toCompletableFuture()
          .get(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new Late("no answer by the deadline", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Late("interrupted", e);
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    }
  }

  private static RuntimeException unwrapped(Throwable cause) {
    Throwable root = cause;
    while (root instanceof CompletionException && root.getCause() != null) {
      root = root.getCause();
    }
    return root instanceof RuntimeException failure ? failure : new IllegalStateException(root);
  }

  /** The call's time is up. */
  static final class Late extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    Late(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
