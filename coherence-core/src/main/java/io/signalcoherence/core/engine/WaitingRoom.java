package io.signalcoherence.core.engine;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the signals that wait anywhere in the engine, and bounds them. Thread-safe. */
final class WaitingRoom {

  private final int bound;
  private final AtomicInteger inside = new AtomicInteger();

  WaitingRoom(int bound) {
    this.bound = bound;
  }

  /** Lets one in, if there is room. */
  boolean tryEnter() {
    if (inside.incrementAndGet() > bound) {
      inside.decrementAndGet();
      return false;
    }
    return true;
  }

  void leave(int signals) {
    inside.addAndGet(-signals);
  }

  int size() {
    return inside.get();
  }
}
