package io.signalcoherence.perf.drill;

import java.util.Optional;
import java.util.UUID;

/** What the service promised of each signal of a series, by number. Audits hold it to that. */
public interface Promises {

  /** One more than the highest number that was sent. */
  int issued();

  /** Whether some sender was told that the signal is counted. */
  boolean isAcknowledged(int number);

  /** The id in the first receipt that had one. */
  Optional<UUID> provenance(int number);
}
