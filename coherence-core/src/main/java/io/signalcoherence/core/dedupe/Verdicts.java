package io.signalcoherence.core.dedupe;

import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Turns what a durable group's claims say into receipts. Pure. */
public final class Verdicts {

  private Verdicts() {}

  /**
   * The receipts of all that came with one key.
   *
   * <p>A refused claim concerns the key, not the payload, so it is the fate of all.
   *
   * @param entries the claimant, then its followers
   * @param claim what the ledger answered the claimant
   * @param token of the group's transaction
   * @param stored gives the holder's signal; asked only if its digest is of another version
   * @return one receipt an entry, in their order
   */
  public static List<Receipt> receipts(
      GroupFold.Claimant<AppendGroup.Entry> entries,
      Claim claim,
      CommitToken token,
      Supplier<Signal> stored) {
    List<AppendGroup.Entry> all = new ArrayList<>(1 + entries.followers().size());
    all.add(entries.first());
    all.addAll(entries.followers());
    if (claim instanceof Claim.Refused refused) {
      Receipt rejected = new Receipt.Rejected(refused.rejection());
      return all.stream().map(entry -> rejected).toList();
    }
    Holder known =
        claim instanceof Claim.Held held ? Holder.of(held) : Holder.winner(entries.first(), token);
    Holder holder =
        all.stream().allMatch(known::canJudge) ? known : known.encodedAnew(stored.get());
    return all.stream().map(holder::receipt).toList();
  }
}
