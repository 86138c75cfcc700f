package io.signalcoherence.core.engine;

import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.PayloadDigest;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.UndeterminedCause;
import io.signalcoherence.ports.out.Claim;
import io.signalcoherence.ports.out.SignalStore;
import java.util.Optional;

/** Answers a claimant and its followers by what the ledger said of their key. */
record Verdict(Appending with) {

  void answer(Pending claimant, Claim claim, CommitToken token) {
    if (claim instanceof Claim.Won) {
      answerHeld(claimant, claimant.entry().provenance().id(), claimant.digest(), token);
    } else if (claim instanceof Claim.Held held) {
      answerHeld(claimant, held);
    } else if (claim instanceof Claim.Refused refused) {
      with.onRefusedTenant().accept(claimant.tenant());
      answerAll(claimant, new Receipt.Rejected(refused.rejection()));
    }
  }

  private void answerHeld(Pending claimant, Claim.Held held) {
    if (held.digest().version() == claimant.digest().version()) {
      answerHeld(claimant, held.holder(), held.digest(), held.token());
      return;
    }
    Optional<SignalStore.Stored> stored;
    try {
      stored = with.store().find(claimant.signal().key());
    } catch (InfrastructureException e) {
      stored = Optional.empty();
    }
    if (stored.isPresent()) {
      PayloadDigest sameVersion = Rules.digest(stored.get().record().signal());
      answerHeld(claimant, held.holder(), sameVersion, held.token());
    } else {
      answerAll(claimant, with.retryAfter().undetermined(UndeterminedCause.LEDGER_UNAVAILABLE));
    }
  }

  private static void answerHeld(
      Pending claimant, ProvenanceId holder, PayloadDigest digest, CommitToken token) {
    claimant.answer(Rules.receipt(claimant, holder, digest, token));
    for (Pending follower : claimant.followers()) {
      follower.answer(Rules.receipt(follower, holder, digest, token));
    }
  }

  private static void answerAll(Pending claimant, Receipt receipt) {
    claimant.answer(receipt);
    claimant.followers().forEach(follower -> follower.answer(receipt));
  }
}
