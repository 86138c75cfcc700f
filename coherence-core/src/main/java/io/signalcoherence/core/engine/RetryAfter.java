package io.signalcoherence.core.engine;

import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.UndeterminedCause;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long a refused sender should wait: from 1 s to 45 s, up to a half longer by chance, so that
 * those refused together do not come back together.
 */
final class RetryAfter {

  private static final double LEAST_SECONDS = 1;
  private static final double MOST_SECONDS = 30;
  private static final double SPREAD = 0.5;
  private static final double NANOS_PER_SECOND = 1e9;

  private final DoubleSupplier jitter;

  RetryAfter(DoubleSupplier jitter) {
    this.jitter = jitter;
  }

  /** When nothing tells how long it will take. */
  Duration soon() {
    return spread(LEAST_SECONDS);
  }

  /**
   * Until what waits now has been served.
   *
   * @param waiting signals that wait
   * @param perSecond how many are served in a second; 0 if not known
   */
  Duration backlog(int waiting, double perSecond) {
    if (perSecond <= 0) {
      return soon();
    }
    return spread(Math.max(LEAST_SECONDS, Math.min(MOST_SECONDS, waiting / perSecond)));
  }

  Receipt undetermined(UndeterminedCause cause) {
    return new Receipt.Undetermined(cause, soon());
  }

  private Duration spread(double seconds) {
    double spread = seconds * (1 + SPREAD * jitter.getAsDouble());
    return Duration.ofNanos((long) (spread * NANOS_PER_SECOND));
  }
}
