package io.signalcoherence.ports.in;

import io.signalcoherence.ports.model.Dissent;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.Window;
import java.time.Duration;
import java.util.List;

/** What became of a {@link ExploreSignals.DissentQuestion}. */
public sealed interface DissentAnswer {

  /**
   * The sources that disagree.
   *
   * @param window whose signals counted
   * @param dissents in the order of the sources' names
   * @param basis where the answer comes from
   */
  record Found(Window window, List<Dissent> dissents, Basis basis) implements DissentAnswer {
    /** Copies the list. */
    public Found {
      dissents = List.copyOf(dissents);
    }
  }

  /** Where an answer comes from. */
  sealed interface Basis {

    /**
     * The graph, and it is whole.
     *
     * @param lag how far the graph lagged behind the ledger
     */
    record FromGraph(Duration lag) implements Basis {}

    /**
     * The ledger's sums, because the graph is away. It is as new as can be, and partial: no source
     * says since when, and sources that the ledger folds into the pair of the rest are not told
     * apart.
     */
    record PartialFromLedger() implements Basis {}
  }

  /**
   * No such tenant, or none that the caller was granted: the two are not told apart.
   *
   * @param tenant which was asked for
   */
  record NoSuchTenant(TenantId tenant) implements DissentAnswer {}

  /**
   * The window begins before what retention still keeps.
   *
   * @param earliest the earliest {@code asOf} that can be answered
   */
  record Expired(EventTime earliest) implements DissentAnswer {}

  /**
   * Neither could be read now.
   *
   * @param code the failure's stable code
   * @param retryAfter how long to wait, at least one second
   */
  record Unavailable(String code, Duration retryAfter) implements DissentAnswer {}
}
