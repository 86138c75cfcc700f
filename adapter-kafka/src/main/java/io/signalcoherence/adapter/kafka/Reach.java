package io.signalcoherence.adapter.kafka;

import java.time.Duration;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the brokers were lately heard of, so that not every sender has to wait to find out. While
 * they are silent one record at a time is let through, to hear of them again. Thread-safe.
 */
final class Reach {

  private final long patienceNanos;
  private int underWay;
  private long heard;
  private boolean doubtful;

  /**
   * Nothing is under way yet.
   *
   * @param patience how long the brokers may say nothing of what is
   */
  Reach(Duration patience) {
    this.patienceNanos = patience.toNanos();
  }

  /** A record is to be sent; false if it should not be, and then it is not under way. */
  synchronized boolean begin() {
    long now = System.nanoTime();
    if (underWay == 0) {
      heard = now;
    } else if (doubtful || now - heard > patienceNanos) {
      return false;
    }
    underWay++;
    return true;
  }

  /**
   * A record is no longer under way.
   *
   * @param failure null if it was acknowledged
   */
  synchronized void ended(@Nullable Exception failure) {
    underWay--;
    doubtful = failure instanceof RetriableException;
    if (!doubtful) {
      heard = System.nanoTime();
    }
  }
}
