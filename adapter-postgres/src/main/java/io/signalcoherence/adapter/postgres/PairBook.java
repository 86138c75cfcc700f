package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.TenantId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * Remembers the pairs that committed transactions have claimed, so that a day's row is locked only
 * when a pair is new. It saves work and decides nothing that the tables would decide otherwise:
 * pairs are never given up. Bounded; the day used longest ago is forgotten first. Calls overlap.
 */
final class PairBook {

  private static final int MOST_PAIRS = 500_000;

  /**
   * A tenant's UTC day.
   *
   * @param tenant the tenant
   * @param epochDay days since 1970-01-01
   */
  record Day(TenantId tenant, long epochDay) implements Comparable<Day> {
    @Override
    public int compareTo(Day other) {
      int byTenant = tenant.compareTo(other.tenant);
      return byTenant != 0 ? byTenant : Long.compare(epochDay, other.epochDay);
    }
  }

  /** What the book says of a pair on a day. */
  enum Standing {
    /** It was claimed. */
    CLAIMED,
    /** It was not, and the day has no room: it is counted with the rest. */
    REST,
    /** The tables must be asked. */
    UNKNOWN
  }

  private final Map<Day, Set<Pair.Named>> days = new LinkedHashMap<>(64, 0.75f, true);
  private final LongAdder countedWithRest = new LongAdder();
  private int epoch;
  private int size;

  /**
   * Forgets everything if the ledger began another life: its tables may hold less than the book.
   */
  synchronized void enter(int newEpoch) {
    if (newEpoch != epoch) {
      days.clear();
      size = 0;
      epoch = newEpoch;
    }
  }

  /**
   * Looks a pair up.
   *
   * @param limit how many pairs a day the tenant tells apart now
   */
  synchronized Standing standing(Day day, Pair.Named pair, int limit) {
    Set<Pair.Named> pairs = days.get(day);
    if (pairs == null) {
      return Standing.UNKNOWN;
    }
    if (pairs.contains(pair)) {
      return Standing.CLAIMED;
    }
    return pairs.size() >= limit ? Standing.REST : Standing.UNKNOWN;
  }

  /** Counts signals that a committed transaction put with the rest. */
  void addCountedWithRest(long signals) {
    countedWithRest.add(signals);
  }

  /** Signals that were counted with the rest, since this book was begun. */
  long countedWithRest() {
    return countedWithRest.sum();
  }

  /** Adds pairs that are committed. */
  synchronized void add(int readIn, Day day, Collection<Pair.Named> committed) {
    if (readIn != epoch) {
      return;
    }
    Set<Pair.Named> pairs = days.computeIfAbsent(day, absent -> new HashSet<>());
    size -= pairs.size();
    pairs.addAll(committed);
    size += pairs.size();
    var oldest = days.entrySet().iterator();
    while (size > MOST_PAIRS && days.size() > 1) {
      size -= oldest.next().getValue().size();
      oldest.remove();
    }
  }
}
