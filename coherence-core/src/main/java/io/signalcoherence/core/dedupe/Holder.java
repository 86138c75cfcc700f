package io.signalcoherence.core.dedupe;

import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.PayloadDigest;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.Claim;

/**
 * Who holds a key once a claim on it was answered. All that came with the key, claimant and
 * followers alike, are judged against it and nothing else: a follower that says the same as the
 * holder is its duplicate, also where the claimant before it said something else. Pure.
 *
 * @param id names the admission that counted
 * @param digest what its payload says
 * @param token finds answers that include it
 */
public record Holder(ProvenanceId id, PayloadDigest digest, CommitToken token) {

  /**
   * The claimant itself, whose claim was {@link Claim.Won}.
   *
   * @param token of the group's transaction
   */
  public static Holder winner(AppendGroup.Entry claimant, CommitToken token) {
    return new Holder(claimant.provenance().id(), claimant.provenance().digest(), token);
  }

  /** Who held the key before. */
  public static Holder of(Claim.Held held) {
    return new Holder(held.holder(), held.digest(), held.token());
  }

  /** Whether {@link #receipt} can be told without the holder's payload. */
  public boolean canJudge(AppendGroup.Entry entry) {
    return isOf(entry) || digest.version() == entry.provenance().digest().version();
  }

  /**
   * The same holder with its payload encoded anew, in the version that new digests have.
   *
   * @param stored the holder's signal as the ledger has it
   */
  public Holder encodedAnew(Signal stored) {
    return new Holder(id, Digests.of(stored), token);
  }

  /**
   * What becomes of an entry with this key.
   *
   * @return {@code Accepted} if the entry is the holder, whichever try won; else {@code Duplicate}
   *     or {@code Conflict}, as the digests say
   * @throws IllegalArgumentException if it can't judge the entry
   */
  public Receipt receipt(AppendGroup.Entry entry) {
    EventTime ts = entry.signal().key().ts();
    if (isOf(entry)) {
      return new Receipt.Accepted(id, ts, token);
    }
    if (!canJudge(entry)) {
      throw new IllegalArgumentException(
          "digest version: " + digest.version() + " (expected: the entry's own)");
    }
    return digest.equals(entry.provenance().digest())
        ? new Receipt.Duplicate(id, ts, token)
        : new Receipt.Conflict(id, ts);
  }

  private boolean isOf(AppendGroup.Entry entry) {
    return id.equals(entry.provenance().id());
  }
}
