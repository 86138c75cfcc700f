package io.signalcoherence.ports.out;

import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.PayloadDigest;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Rejection;

/** What became of one entry of a durable group. */
public sealed interface Claim {

  /** The key was free; it is now this entry's, and the signal is counted. */
  record Won() implements Claim {}

  /**
   * The key was taken before; this entry changed nothing.
   *
   * @param holder names the admission that holds the key; equal to the entry's own id if an earlier
   *     try of this very group won
   * @param digest what the holder's payload says
   * @param token finds answers that include the holder; of the ledger's present epoch, also if the
   *     holder was stored in an ended one
   */
  record Held(ProvenanceId holder, PayloadDigest digest, CommitToken token) implements Claim {}

  /**
   * The ledger refuses the key: its tenant is missing or closed, or its time lies below the
   * tenant's executed retention floor. Checked under the tenant's lock, so a deleted key can't come
   * back. A key that was taken before its tenant began to drain is {@link Held} all the same, so
   * that no one is told of a counted signal that it was refused.
   *
   * @param rejection why
   */
  record Refused(Rejection rejection) implements Claim {}
}
