package io.signalcoherence.launcher.replay;

import java.io.IOException;
import java.time.Duration;

/**
 * How long a sender goes on when it gets no outcome.
 *
 * @param limit how long in all for one batch, above 0
 */
public record Patience(Duration limit) {

  Wait begin() {
    return new Wait(System.nanoTime());
  }

  /** The waiting for one batch. */
  final class Wait {

    private final long began;

    private Wait(long began) {
      this.began = began;
    }

    /** Waits as asked, or gives up. */
    void before(Duration retryAfter, int signals) throws IOException {
      if (System.nanoTime() - began > limit.toNanos()) {
        throw new IOException(
            signals
                + " signals had no outcome for "
                + limit.toSeconds()
                + " s: run the same command again to go on");
      }
      try {
        Thread.sleep(Math.max(100, retryAfter.toMillis()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted: run the same command again to go on", e);
      }
    }
  }
}
