package io.signalcoherence.ports.in;

import io.signalcoherence.ports.model.CoherenceScore;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.TenantId;
import java.time.Duration;

/** What became of a {@link CoherenceQuestion}. */
public sealed interface CoherenceAnswer {

  /**
   * The score.
   *
   * @param score with status, explanation and what it knew
   */
  record Scored(CoherenceScore score) implements CoherenceAnswer {}

  /**
   * No such tenant, or none that the caller was granted: the two are not told apart.
   *
   * @param tenant which was asked for
   */
  record NoSuchTenant(TenantId tenant) implements CoherenceAnswer {}

  /**
   * The window begins before what retention still keeps.
   *
   * @param earliest the earliest {@code asOf} that can be answered
   */
  record Expired(EventTime earliest) implements CoherenceAnswer {}

  /**
   * The answer can't be shown to include the commit that was named.
   *
   * @param inclusion not yet included, or not known
   */
  record NotIncluded(Inclusion inclusion) implements CoherenceAnswer {}

  /**
   * The ledger could not be read now.
   *
   * @param code the failure's stable code
   * @param retryAfter how long to wait, at least one second
   */
  record Unavailable(String code, Duration retryAfter) implements CoherenceAnswer {}
}
