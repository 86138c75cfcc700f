package io.signalcoherence.perf.ingest;

import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.IngestSignals;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.TransactionId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Accepts every signal at once and keeps none: what remains is the cost of the HTTP surface. */
final class InstantReceipts implements IngestSignals {

  private static final CommitToken TOKEN =
      CommitToken.ofFirstRun(new EpochNumber(1), new TransactionId(1_000_000), 100_000_000);
  private static final ProvenanceId PROVENANCE =
      new ProvenanceId(UUID.fromString("01900000-0000-7000-8000-000000000000"));

  @Override
  public CompletionStage<List<Receipt>> submit(Submission submission) {
    List<Receipt> receipts = new ArrayList<>(submission.candidates().size());
    for (Candidate candidate : submission.candidates()) {
      receipts.add(receipt(candidate));
    }
    return CompletableFuture.completedFuture(receipts);
  }

  static Receipt receipt(Candidate candidate) {
    if (candidate instanceof Candidate.WellFormed good) {
      return new Receipt.Accepted(PROVENANCE, good.signal().key().ts(), TOKEN);
    }
    return new Receipt.Rejected(((Candidate.Malformed) candidate).rejection());
  }
}
