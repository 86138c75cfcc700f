package io.signalcoherence.ports.in;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.TenantId;
import java.util.Optional;

/**
 * How coherent is a tenant?
 *
 * @param tenant which
 * @param grant the tenants that policy granted the caller
 * @param asOf the event time that the window ends with; the service's clock if empty
 * @param atLeast a commit that the answer must include
 * @param top how many contributions to name, 0 to {@value #MAX_TOP}
 */
public record CoherenceQuestion(
    TenantId tenant,
    Grant grant,
    Optional<EventTime> asOf,
    Optional<CommitToken> atLeast,
    int top) {

  /** The most contributions that are named. */
  public static final int MAX_TOP = 1_000;

  /** How many are named if the caller does not say. */
  public static final int DEFAULT_TOP = 10;

  /**
   * Validates the number.
   *
   * @throws InvalidValueException if {@code top} is out of range
   */
  public CoherenceQuestion {
    if (top < 0 || top > MAX_TOP) {
      throw new InvalidValueException("top", top, "0 to 1000");
    }
  }
}
