package io.signalcoherence.core.engine;

import io.signalcoherence.ports.model.ReadingKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The searches under way: of each key at most one, and one more that begins when it ends, for those
 * who came too late to be sure of the first. Of those that only renew what is kept, a bounded
 * number. Thread-safe.
 */
final class Flights {

  private final Surroundings surroundings;
  private final int mostRenewals;
  private final Map<ReadingKey, Slot> slots = new HashMap<>();
  private int renewals;

  /**
   * Makes one without searches.
   *
   * @param mostRenewals how many may be under way at once that only renew what is kept
   */
  Flights(Surroundings surroundings, int mostRenewals) {
    this.surroundings = surroundings;
    this.mostRenewals = mostRenewals;
  }

  private static final class Slot {
    private Flight current;
    private @Nullable Flight next;

    /** Whether the search waits for a thread, so that whoever comes may make it. */
    private boolean waits;

    Slot(Flight current) {
      this.current = current;
    }
  }

  /** Lets somebody wait; the search that the caller must make, if there is none to wait for. */
  synchronized @Nullable Flight join(ReadingKey key, Flight.Waiter waiter) {
    Slot slot = slots.get(key);
    if (slot == null) {
      Slot begun = new Slot(new Flight(key, false));
      begun.current.add(waiter);
      slots.put(key, begun);
      begin(begun);
      return begun.current;
    }
    if (slot.waits) {
      slot.current.add(waiter);
      begin(slot);
      return slot.current;
    }
    if (waiter.mayJoin(slot.current.begunNanos())) {
      slot.current.add(waiter);
      return null;
    }
    if (slot.next == null) {
      slot.next = new Flight(key, false);
    }
    slot.next.add(waiter);
    return null;
  }

  /**
   * Makes a place for a search that nobody waits for; the caller must {@link #begin} or {@link
   * #drop} it.
   *
   * @return null if the key is searched for already, or there are too many such searches
   */
  synchronized @Nullable Flight renewal(ReadingKey key) {
    if (renewals >= mostRenewals || slots.containsKey(key)) {
      return null;
    }
    Slot slot = new Slot(new Flight(key, true));
    slot.waits = true;
    slots.put(key, slot);
    renewals++;
    return slot.current;
  }

  /** Begins a search that had a place; false if somebody else makes it, or has made it. */
  synchronized boolean begin(Flight renewal) {
    Slot slot = waiting(renewal);
    if (slot == null) {
      return false;
    }
    begin(slot);
    return true;
  }

  /** Takes the place of a search away, unless it has begun. */
  synchronized void drop(Flight renewal) {
    if (waiting(renewal) != null) {
      slots.remove(renewal.key());
      renewals--;
    }
  }

  private @Nullable Slot waiting(Flight renewal) {
    Slot slot = slots.get(renewal.key());
    return slot != null && slot.current == renewal && slot.waits ? slot : null;
  }

  private void begin(Slot slot) {
    slot.waits = false;
    slot.current.begin(surroundings.nanos());
  }

  /** Ends a search, which nobody can join any more; the one that begins with that, if one does. */
  synchronized @Nullable Flight end(Flight ended) {
    Slot slot = slots.get(ended.key());
    if (slot == null || slot.current != ended) {
      return null;
    }
    renewals -= ended.renews() ? 1 : 0;
    if (slot.next == null) {
      slots.remove(ended.key());
      return null;
    }
    slot.current = slot.next;
    slot.next = null;
    begin(slot);
    return slot.current;
  }

  /** Since when a key has been searched for, in nanoseconds; 0 if it is not. */
  synchronized long underwayNanos(ReadingKey key) {
    Slot slot = slots.get(key);
    return slot == null || slot.waits ? 0 : surroundings.nanos() - slot.current.begunNanos();
  }

  /** How many keys are searched for. */
  synchronized int size() {
    return slots.size();
  }
}
