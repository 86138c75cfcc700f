package io.signalcoherence.core.dedupe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.PayloadDigest;
import io.signalcoherence.ports.model.Provenance;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TransactionId;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.Claim;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What becomes of a claimant and its followers, claim by claim. */
final class VerdictsTest {

  private static final CommitToken OURS = token(7);
  private static final CommitToken THEIRS = token(3);
  private static final EventTime TS = Signals.NOON;
  private static final Signal A = says("0.1");
  private static final Signal B = says("0.2");
  private static final ProvenanceId HOLDER = Signals.nextId();
  private final AppendGroup.Entry claimant = entry(A);
  private final AppendGroup.Entry same = entry(A);
  private final AppendGroup.Entry different = entry(B);

  @Test
  void winnerIsAcceptedAndItsFollowersAreJudgedByIt() {
    ProvenanceId id = claimant.provenance().id();

    assertThat(receipts(new Claim.Won(), VerdictsTest::notAsked))
        .containsExactly(
            new Receipt.Accepted(id, TS, OURS),
            new Receipt.Duplicate(id, TS, OURS),
            new Receipt.Conflict(id, TS));
  }

  @Test
  void earlierTryOfTheSameEntryIsAccepted() {
    ProvenanceId id = claimant.provenance().id();

    assertThat(receipts(new Claim.Held(id, Digests.of(A), THEIRS), VerdictsTest::notAsked))
        .containsExactly(
            new Receipt.Accepted(id, TS, THEIRS),
            new Receipt.Duplicate(id, TS, THEIRS),
            new Receipt.Conflict(id, TS));
  }

  @Test
  void holderThatSaysTheSameMakesDuplicates() {
    assertThat(receipts(new Claim.Held(HOLDER, Digests.of(A), THEIRS), VerdictsTest::notAsked))
        .containsExactly(
            new Receipt.Duplicate(HOLDER, TS, THEIRS),
            new Receipt.Duplicate(HOLDER, TS, THEIRS),
            new Receipt.Conflict(HOLDER, TS));
  }

  @Test
  void followerThatSaysWhatTheHolderSaysIsItsDuplicateThoughTheClaimantIsNot() {
    assertThat(receipts(new Claim.Held(HOLDER, Digests.of(B), THEIRS), VerdictsTest::notAsked))
        .containsExactly(
            new Receipt.Conflict(HOLDER, TS),
            new Receipt.Conflict(HOLDER, TS),
            new Receipt.Duplicate(HOLDER, TS, THEIRS));
  }

  @Test
  void followerThatAnEarlierTryMadeTheHolderIsAccepted() {
    ProvenanceId id = different.provenance().id();

    assertThat(receipts(new Claim.Held(id, Digests.of(B), THEIRS), VerdictsTest::notAsked))
        .containsExactly(
            new Receipt.Conflict(id, TS),
            new Receipt.Conflict(id, TS),
            new Receipt.Accepted(id, TS, THEIRS));
  }

  @Test
  void refusalConcernsTheKeyAndSoAll() {
    Rejection rejection = new Rejection(RejectionReason.TENANT_CLOSED, "closed");

    assertThat(receipts(new Claim.Refused(rejection), VerdictsTest::notAsked))
        .hasSize(3)
        .containsOnly(new Receipt.Rejected(rejection));
  }

  @Test
  void digestsOfDifferentVersionsAreComparedByEncodingTheStoredPayloadAnew() {
    Claim held = new Claim.Held(HOLDER, ofVersion(2, Digests.of(A)), THEIRS);

    assertThat(receipts(held, () -> A))
        .containsExactly(
            new Receipt.Duplicate(HOLDER, TS, THEIRS),
            new Receipt.Duplicate(HOLDER, TS, THEIRS),
            new Receipt.Conflict(HOLDER, TS));
    assertThat(receipts(held, () -> B))
        .containsExactly(
            new Receipt.Conflict(HOLDER, TS),
            new Receipt.Conflict(HOLDER, TS),
            new Receipt.Duplicate(HOLDER, TS, THEIRS));
  }

  @Test
  void ownIdIsAcceptedWhateverTheVersionWithoutAskingForThePayload() {
    ProvenanceId id = claimant.provenance().id();
    Claim held = new Claim.Held(id, ofVersion(2, Digests.of(B)), THEIRS);

    assertThat(
            Verdicts.receipts(
                new GroupFold.Claimant<>(claimant, List.of()), held, OURS, VerdictsTest::notAsked))
        .containsExactly(new Receipt.Accepted(id, TS, THEIRS));
  }

  @Test
  void holderDoesNotGuessAcrossVersions() {
    Holder holder = new Holder(HOLDER, ofVersion(2, Digests.of(A)), THEIRS);

    assertThat(holder.canJudge(claimant)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> holder.receipt(claimant));
  }

  private List<Receipt> receipts(Claim claim, Supplier<Signal> stored) {
    return Verdicts.receipts(
        new GroupFold.Claimant<>(claimant, List.of(same, different)), claim, OURS, stored);
  }

  private static Signal notAsked() {
    throw new AssertionError("asked for the stored payload");
  }

  private static Signal says(String value) {
    return Signals.of(new TenantId("alpha")).withMeasure(value, "1").signal();
  }

  private static AppendGroup.Entry entry(Signal signal) {
    Provenance given = Signals.entry(signal).provenance();
    return new AppendGroup.Entry(
        signal,
        new Provenance(
            given.id(), given.origin(), given.receivedAt(), Digests.of(signal), given.tags()));
  }

  private static PayloadDigest ofVersion(int version, PayloadDigest digest) {
    byte[] bytes = digest.bytes();
    bytes[0] = (byte) version;
    return PayloadDigest.of(bytes);
  }

  private static CommitToken token(long transaction) {
    return CommitToken.ofFirstRun(new EpochNumber(1), new TransactionId(transaction), transaction);
  }
}
