package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.TenantId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
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

  /**
   * A day's pairs that are known to be claimed.
   *
   * @param pairs some of them, or all
   * @param fullUnder the tenant's version under which they were seen to fill the day; empty if they
   *     were not
   */
  private record Known(Set<Pair.Named> pairs, OptionalLong fullUnder) {}

  private final Map<Day, Known> days = new LinkedHashMap<>(64, 0.75f, true);
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
   * @param tenantVersion changes with each change of the tenant, of its pair limit too
   */
  synchronized Standing standing(Day day, Pair.Named pair, long tenantVersion) {
    Known known = days.get(day);
    if (known == null) {
      return Standing.UNKNOWN;
    }
    if (known.pairs().contains(pair)) {
      return Standing.CLAIMED;
    }
    return known.fullUnder().equals(OptionalLong.of(tenantVersion))
        ? Standing.REST
        : Standing.UNKNOWN;
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
    add(readIn, day, committed, OptionalLong.empty());
  }

  /**
   * Adds all pairs of a day that has no room for others.
   *
   * @param tenantVersion the tenant's version that set the room; no transaction under an earlier
   *     one may be open
   */
  synchronized void addAll(int readIn, Day day, Collection<Pair.Named> all, long tenantVersion) {
    add(readIn, day, all, OptionalLong.of(tenantVersion));
  }

  private void add(int readIn, Day day, Collection<Pair.Named> committed, OptionalLong fullUnder) {
    if (readIn != epoch) {
      return;
    }
    Known known = days.get(day);
    Set<Pair.Named> pairs = known == null ? new HashSet<>() : known.pairs();
    size -= pairs.size();
    pairs.addAll(committed);
    size += pairs.size();
    OptionalLong before = known == null ? OptionalLong.empty() : known.fullUnder();
    days.put(day, new Known(pairs, fullUnder.isPresent() ? fullUnder : before));
    var oldest = days.entrySet().iterator();
    while (size > MOST_PAIRS && days.size() > 1) {
      size -= oldest.next().getValue().pairs().size();
      oldest.remove();
    }
  }
}
