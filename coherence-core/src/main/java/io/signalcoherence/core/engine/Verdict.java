package io.signalcoherence.core.engine;

import io.signalcoherence.core.dedupe.GroupFold.Claimant;
import io.signalcoherence.core.dedupe.Verdicts;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.UndeterminedCause;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.Claim;
import java.util.List;

/** Answers a claimant and its followers by what the ledger said of their key. */
record Verdict(Appending with) {

  void answer(Claimant<Pending> claimant, Claim claim, CommitToken token) {
    Pending first = claimant.first();
    if (claim instanceof Claim.Refused) {
      with.news().refused(first.tenant());
    }
    List<Receipt> receipts;
    try {
      receipts =
          Verdicts.receipts(entries(claimant), claim, token, () -> stored(first.signal().key()));
    } catch (InfrastructureException e) {
      // somebody else holds the key, and with what payload could not be read
      Part.answer(claimant, with.retryAfter().undetermined(UndeterminedCause.LEDGER_UNAVAILABLE));
      return;
    }
    first.answer(receipts.get(0));
    for (int i = 0; i < claimant.followers().size(); i++) {
      claimant.followers().get(i).answer(receipts.get(i + 1));
    }
  }

  private static Claimant<AppendGroup.Entry> entries(Claimant<Pending> claimant) {
    List<Pending> followers = claimant.followers();
    return new Claimant<>(
        claimant.first().entry(),
        followers.isEmpty() ? List.of() : followers.stream().map(Pending::entry).toList());
  }

  private Signal stored(SignalKey key) {
    return with.store()
        .find(key)
        .orElseThrow(() -> new UnavailableException("ledger-holder-gone", "just held", null))
        .record()
        .signal();
  }
}
