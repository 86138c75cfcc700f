package io.signalcoherence.core.cache;

import io.signalcoherence.ports.error.InvalidValueException;
import java.time.Duration;

/**
 * How readings are kept.
 *
 * @param mostSums how many sums of a pair this instance keeps in all, 0 to 10,000,000; 0 keeps
 *     nothing, and each question is answered by a read of its own. A sum takes about 400 bytes
 * @param freshness up to which age a reading is served as it is, 0 to 1 min
 * @param ttl up to which age its sums are served after one cheap check that they still stand, from
 *     {@code freshness} to 1 h; then they are read again
 * @param jitterPercent by how much of its own time a reading is read again sooner, by chance, 0 to
 *     90 %, so that those that were read together are not read again together
 * @param staleIfError how much older than {@code ttl} a reading may be that is served because the
 *     ledger can't be read, marked as stale, 0 to 1 h
 */
public record CacheSettings(
    int mostSums, Duration freshness, Duration ttl, int jitterPercent, Duration staleIfError) {

  /** 50,000 sums, 1 s, 10 s, 20 %, 60 s. */
  public static final CacheSettings STANDARD =
      new CacheSettings(
          50_000, Duration.ofSeconds(1), Duration.ofSeconds(10), 20, Duration.ofSeconds(60));

  /** Keeps nothing. */
  public static final CacheSettings OFF =
      new CacheSettings(0, Duration.ZERO, Duration.ZERO, 0, Duration.ZERO);

  private static final int MOST_SUMS = 10_000_000;
  private static final int MOST_PERCENT = 90;

  /**
   * Validates the ranges.
   *
   * @throws InvalidValueException if one is out of range
   */
  public CacheSettings {
    require("cache.local-sums", mostSums, MOST_SUMS);
    require("cache.freshness", freshness, Duration.ZERO, Duration.ofMinutes(1));
    require("cache.ttl", ttl, freshness, Duration.ofHours(1));
    require("cache.ttl-jitter-percent", jitterPercent, MOST_PERCENT);
    require("cache.stale-if-error", staleIfError, Duration.ZERO, Duration.ofHours(1));
  }

  /** Whether anything is kept. */
  public boolean keeps() {
    return mostSums > 0;
  }

  private static void require(String field, int found, int most) {
    if (found < 0 || found > most) {
      throw new InvalidValueException(field, found, "0 to " + most);
    }
  }

  private static void require(String field, Duration found, Duration least, Duration most) {
    if (found.compareTo(least) < 0 || found.compareTo(most) > 0) {
      throw new InvalidValueException(field, found, least + " to " + most);
    }
  }
}
