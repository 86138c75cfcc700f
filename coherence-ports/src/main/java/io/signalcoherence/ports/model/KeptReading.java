package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.time.Duration;
import java.time.Instant;

/**
 * A reading that is kept, with its ages at the moment it is handed over. Ages are counted from
 * before the ledger was asked, so that a slow answer never makes a reading look younger than it is.
 *
 * @param reading the sums, and the snapshot that they are known to hold for
 * @param computedAt when that snapshot was asked for, by the clock of the service that asked, UTC
 * @param sinceConfirmed how long ago that was, 0 or more
 * @param sinceLoaded how long ago the sums themselves were asked for, {@code sinceConfirmed} or
 *     more
 */
public record KeptReading(
    WindowReading reading, Instant computedAt, Duration sinceConfirmed, Duration sinceLoaded) {

  /**
   * Validates the ages.
   *
   * @throws InvalidValueException if one is negative, or they are in the wrong order
   */
  public KeptReading {
    if (sinceConfirmed.isNegative() || sinceLoaded.compareTo(sinceConfirmed) < 0) {
      throw new InvalidValueException(
          "since_loaded", sinceLoaded, "from since_confirmed, " + sinceConfirmed + ", on");
    }
  }

  /** The same, so much later. */
  public KeptReading later(Duration time) {
    return new KeptReading(reading, computedAt, sinceConfirmed.plus(time), sinceLoaded.plus(time));
  }
}
