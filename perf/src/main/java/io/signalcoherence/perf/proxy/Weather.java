package io.signalcoherence.perf.proxy;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the proxy does to every message on its way: delay, or a black hole that keeps it. Safe for
 * use by several threads.
 */
final class Weather {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition cleared = lock.newCondition();
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean blackhole;

  void delay(Duration each) {
    if (each.isNegative()) {
      throw new IllegalArgumentException("delay: " + each + " (expected: >= 0)");
    }
    delay = each;
  }

  void blackhole(boolean on) {
    lock.lock();
    try {
      blackhole = on;
      cleared.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isBlackhole() {
    return blackhole;
  }

  /** Whether messages pass at once. */
  boolean isFair() {
    return !blackhole && delay.isZero();
  }

  /** Returns when the message may go on. */
  void pass() throws InterruptedIOException {
    try {
      if (!delay.isZero()) {
        TimeUnit.NANOSECONDS.sleep(delay.toNanos());
      }
      if (blackhole) {
        waitOutBlackhole();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a message was kept");
    }
  }

  private void waitOutBlackhole() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (blackhole) {
        cleared.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
