package io.signalcoherence.adapter.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** How much more may be under way, over all connections of a listener. Thread-safe. */
final class Budget {

  private final HttpLoadLimits limits;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  Budget(HttpLoadLimits limits) {
    this.limits = limits;
  }

  boolean takeConnection() {
    if (connections.incrementAndGet() <= limits.connections()) {
      return true;
    }
    connections.decrementAndGet();
    return false;
  }

  void giveConnection() {
    connections.decrementAndGet();
  }

  boolean takeRequest() {
    if (requests.incrementAndGet() <= limits.requests()) {
      return true;
    }
    requests.decrementAndGet();
    return false;
  }

  void giveRequest() {
    requests.decrementAndGet();
  }

  boolean takeBytes(long count) {
    if (bytes.addAndGet(count) <= limits.bytes()) {
      return true;
    }
    bytes.addAndGet(-count);
    return false;
  }

  /**
   * Reserves memory for an answer. One alone always fits, since its work is done and can't be
   * undone.
   */
  boolean takeAnswer(long count) {
    long held = bytes.addAndGet(count);
    if (held <= limits.bytes() || held == count) {
      return true;
    }
    bytes.addAndGet(-count);
    return false;
  }

  /** Counts an answer that is too short to be worth refusing. */
  void addBytes(long count) {
    bytes.addAndGet(count);
  }

  void giveBytes(long count) {
    if (count > 0) {
      bytes.addAndGet(-count);
    }
  }

  int openConnections() {
    return connections.get();
  }

  int openRequests() {
    return requests.get();
  }

  long heldBytes() {
    return bytes.get();
  }
}
