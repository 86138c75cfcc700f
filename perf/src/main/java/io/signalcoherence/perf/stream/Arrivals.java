package io.signalcoherence.perf.stream;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Signals that arrive at a rate, on a thread of their own, until this is closed. */
final class Arrivals implements AutoCloseable {

  private final StreamSignals signals;
  private final int rate;
  private final AtomicBoolean ending = new AtomicBoolean();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final Thread thread = new Thread(this::arrive, "bench-arrivals");

  private Arrivals(StreamSignals signals, int rate) {
    this.signals = signals;
    this.rate = rate;
  }

  /**
   * Begins.
   *
   * @param rate signals a second; time lost is made up for
   */
  static Arrivals begin(StreamSignals signals, int rate) {
    Arrivals arrivals = new Arrivals(signals, rate);
    arrivals.thread.setDaemon(true);
    arrivals.thread.start();
    return arrivals;
  }

  private void arrive() {
    try {
      long began = System.nanoTime();
      for (long sent = 0; !ending.get(); sent++) {
        long ahead = sent * 1_000_000_000L / rate - (System.nanoTime() - began);
        if (ahead > 2_000_000L) {
          TimeUnit.NANOSECONDS.sleep(ahead);
        }
        signals.send();
      }
      signals.flush();
    } catch (IOException | RuntimeException e) {
      failure.set(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure.set(e);
    }
  }

  /**
   * Ends once all that arrived is acknowledged.
   *
   * @throws IOException if it is not
   */
  @Override
  public void close() throws IOException {
    ending.set(true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while signals arrived", e);
    }
    Exception failed = failure.get();
    if (failed != null) {
      throw new IOException("publishing failed", failed);
    }
  }
}
