package io.signalcoherence.core.engine;

import io.signalcoherence.ports.error.InvalidValueException;
import java.time.Duration;

/**
 * How a follower of the ledger goes on.
 *
 * @param batch the most records in one transaction of the projection, 1 to 100,000
 * @param poll how long after it has reached the ledger's horizon it looks again, 1 ms to 1 min
 * @param firstBackOff the wait before the second try of a step that failed, 1 ms to 1 min; each
 *     later wait is twice the one before it
 * @param longestBackOff the longest wait between two tries, {@code firstBackOff} to 10 min
 */
public record FollowerSettings(
    int batch, Duration poll, Duration firstBackOff, Duration longestBackOff) {

  /** 1,000 records, 200 ms, waits from 100 ms to 5 s. */
  public static final FollowerSettings STANDARD =
      new FollowerSettings(
          1_000, Duration.ofMillis(200), Duration.ofMillis(100), Duration.ofSeconds(5));

  private static final int MOST_RECORDS = 100_000;

  /**
   * Validates the ranges.
   *
   * @throws InvalidValueException if one is out of range
   */
  public FollowerSettings {
    if (batch < 1 || batch > MOST_RECORDS) {
      throw new InvalidValueException("graph.batch-size", batch, "1 to " + MOST_RECORDS);
    }
    Duration least = Duration.ofMillis(1);
    require("graph.poll", poll, least, Duration.ofMinutes(1));
    require("graph.first-back-off", firstBackOff, least, Duration.ofMinutes(1));
    require("graph.longest-back-off", longestBackOff, firstBackOff, Duration.ofMinutes(10));
  }

  private static void require(String field, Duration found, Duration least, Duration most) {
    if (found.compareTo(least) < 0 || found.compareTo(most) > 0) {
      throw new InvalidValueException(field, found, least + " to " + most);
    }
  }
}
