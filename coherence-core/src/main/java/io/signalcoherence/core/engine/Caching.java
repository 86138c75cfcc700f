package io.signalcoherence.core.engine;

import io.signalcoherence.core.cache.CacheSettings;
import io.signalcoherence.ports.out.ReadingObserver;
import io.signalcoherence.ports.out.SharedReadings;

/**
 * Where readings are kept.
 *
 * @param settings for how long, and how many in this instance
 * @param shared where all instances find them
 * @param observer is told where scores come from
 */
public record Caching(CacheSettings settings, SharedReadings shared, ReadingObserver observer) {

  /** Nothing is kept. */
  public static final Caching OFF =
      new Caching(CacheSettings.OFF, SharedReadings.NONE, ReadingObserver.NONE);
}
