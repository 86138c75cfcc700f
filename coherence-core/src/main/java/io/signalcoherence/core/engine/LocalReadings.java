package io.signalcoherence.core.engine;

import io.signalcoherence.core.cache.Keeping;
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.ReadingKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The readings that this instance keeps; those not used for longest go when there are too many
 * sums. A map of our own and not a library's, since the core has the JDK alone, and one short lock
 * costs a hit a hundredth of what the score costs that is computed from it. Thread-safe.
 */
final class LocalReadings {

  /** A reading with more than this part of all sums would push out too many others. */
  private static final int LARGEST_PART = 8;

  private final int mostSums;
  private final Surroundings surroundings;
  private final Map<ReadingKey, Place> places = new LinkedHashMap<>(16, 0.75f, true);
  private int sums;

  /** Makes one that is empty. */
  LocalReadings(int mostSums, Surroundings surroundings) {
    this.mostSums = mostSums;
    this.surroundings = surroundings;
  }

  /**
   * What is kept of a key.
   *
   * @param kept the reading, with its ages as of now
   * @param life how old its sums may become
   */
  record Local(KeptReading kept, Duration life) {}

  synchronized @Nullable Local get(ReadingKey key) {
    Place place = places.get(key);
    if (place == null) {
      return null;
    }
    Duration since = Duration.ofNanos(surroundings.nanos() - place.atNanos);
    // the clock goes on while a machine sleeps, the ticker may not
    return new Local(
        Keeping.noYoungerThanTold(place.kept.later(since), surroundings.clock().instant()),
        place.life);
  }

  /**
   * Keeps a reading, unless a newer one is kept; an older load never replaces it.
   *
   * @param life how old its sums may become
   * @param mostAge how old one of the key becomes before it is of no use, whatever its order
   */
  synchronized void put(ReadingKey key, KeptReading kept, Duration life, Duration mostAge) {
    int weight = weight(kept);
    Local before = get(key);
    if (weight > mostSums / LARGEST_PART
        || (before != null && isStillNewer(before.kept(), kept, mostAge))) {
      return;
    }
    remove(key);
    places.put(key, new Place(kept, life, surroundings.nanos()));
    sums += weight;
    while (sums > mostSums) {
      remove(places.keySet().iterator().next());
    }
  }

  private static boolean isStillNewer(KeptReading before, KeptReading kept, Duration mostAge) {
    return before.sinceConfirmed().compareTo(mostAge) <= 0
        && !kept.reading().snapshot().isNoOlderThan(before.reading().snapshot());
  }

  /** How many sums are kept. */
  synchronized int sums() {
    return sums;
  }

  private void remove(ReadingKey key) {
    Place place = places.remove(key);
    sums -= place == null ? 0 : weight(place.kept);
  }

  /** The key counts too. */
  private static int weight(KeptReading kept) {
    return 1 + kept.reading().pairs().size();
  }

  private record Place(KeptReading kept, Duration life, long atNanos) {}
}
