package io.signalcoherence.core;

import io.signalcoherence.ports.out.Ticker;
import java.time.Duration;

/** The system's monotonic clock. */
final class NanoTicker implements Ticker {

  private final long start = System.nanoTime();

  @Override
  public Duration read() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
