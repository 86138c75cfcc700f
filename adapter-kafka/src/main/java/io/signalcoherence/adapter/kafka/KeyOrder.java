package io.signalcoherence.adapter.kafka;

import io.signalcoherence.ports.model.SignalKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets one record of a key be submitted at a time. If two were on their way, the first might be
 * answered undetermined and be submitted again behind the second, and what contradicts it would be
 * what counts. Not thread-safe.
 */
final class KeyOrder {

  /** Of each key that is on its way, those that wait for their turn. */
  private final Map<SignalKey, Deque<Held>> waiting = new HashMap<>();

  /** Whether the record may be submitted now; else it is kept until {@link #next} answers it. */
  boolean mayGo(Held held) {
    SignalKey key = held.key();
    if (key == null) {
      return true;
    }
    Deque<Held> behind = waiting.get(key);
    if (behind == null) {
      waiting.put(key, new ArrayDeque<>(1));
      return true;
    }
    behind.add(held);
    return false;
  }

  /**
   * The record whose turn it is once one that went is decided, or is ours no more; null if none
   * waits.
   */
  @Nullable Held next(Held decided) {
    SignalKey key = decided.key();
    if (key == null) {
      return null;
    }
    Deque<Held> behind = waiting.get(key);
    Held next = behind == null ? null : behind.poll();
    if (next == null) {
      waiting.remove(key);
    }
    return next;
  }
}
