package io.signalcoherence.ports.model;

import java.time.Duration;

/** What became of one signal. Every signal sent gets exactly one. */
public sealed interface Receipt {

  /**
   * It is stored and counted; this is durable.
   *
   * @param provenanceId names this admission
   * @param ts the stored event time
   * @param token finds answers that include it
   */
  record Accepted(ProvenanceId provenanceId, EventTime ts, CommitToken token) implements Receipt {}

  /**
   * The same signal with the same payload is stored and counted already.
   *
   * @param firstProvenanceId names the admission that counted
   * @param ts the stored event time
   * @param token finds answers that include it
   */
  record Duplicate(ProvenanceId firstProvenanceId, EventTime ts, CommitToken token)
      implements Receipt {}

  /**
   * The key is stored already with another payload; this one was not counted.
   *
   * @param firstProvenanceId names the admission that counted
   * @param ts the stored event time
   */
  record Conflict(ProvenanceId firstProvenanceId, EventTime ts) implements Receipt {}

  /**
   * It was refused for good.
   *
   * @param rejection why
   */
  record Rejected(Rejection rejection) implements Receipt {}

  /**
   * It can't be told now whether it is stored: send the very same signal again.
   *
   * @param cause why
   * @param retryAfter how long to wait, at least one second
   */
  record Undetermined(UndeterminedCause cause, Duration retryAfter) implements Receipt {}
}
