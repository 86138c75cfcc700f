package io.signalcoherence.ports.in;

import io.signalcoherence.ports.model.CoherenceHistory;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.TenantId;
import java.time.Duration;

/** What became of a {@link HistoryQuestion}. */
public sealed interface HistoryAnswer {

  /**
   * The scores.
   *
   * @param history one a point, and what they knew
   */
  record Told(CoherenceHistory history) implements HistoryAnswer {}

  /**
   * No such tenant, or none that the caller was granted: the two are not told apart.
   *
   * @param tenant which was asked for
   */
  record NoSuchTenant(TenantId tenant) implements HistoryAnswer {}

  /**
   * More points than one answer may have.
   *
   * @param points how many were asked for
   * @param most how many may be
   */
  record TooManyPoints(long points, int most) implements HistoryAnswer {}

  /**
   * The tenant has so many pairs that the points together need more sums than one answer may, or
   * more rows to make them of than one read may take.
   *
   * @param most how many sums of a pair between two neighbouring edges of windows may be needed
   */
  record TooManySums(int most) implements HistoryAnswer {}

  /**
   * The first point's window begins before what retention still keeps. Nothing is told of the later
   * ones, so that no answer has holes.
   *
   * @param earliest the earliest first point that can be answered
   */
  record Expired(EventTime earliest) implements HistoryAnswer {}

  /**
   * The answer can't be shown to include the commit that was named.
   *
   * @param inclusion not yet included, or not known
   */
  record NotIncluded(Inclusion inclusion) implements HistoryAnswer {}

  /**
   * The ledger could not be read now.
   *
   * @param code the failure's stable code
   * @param retryAfter how long to wait, at least one second
   */
  record Unavailable(String code, Duration retryAfter) implements HistoryAnswer {}
}
