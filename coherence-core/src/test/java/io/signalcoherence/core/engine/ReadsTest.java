package io.signalcoherence.core.engine;

import static io.signalcoherence.core.engine.Rig.A;
import static io.signalcoherence.core.engine.Rig.B;
import static io.signalcoherence.core.engine.Rig.signal;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.CoherenceQuestion;
import io.signalcoherence.ports.in.LookUpSignal.Lookup;
import io.signalcoherence.ports.model.CoherenceScore;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.Status;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.TransactionId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class ReadsTest {

  private static final Grant ALL = new Grant.EveryTenant();

  private final Rig rig = new Rig(Rig.oneLane(), 2);

  @Test
  void scoreCountsWhatWasAccepted() {
    Receipt.Accepted accepted =
        (Receipt.Accepted) rig.answers(signal(A, 1, "0.5"), signal(A, 2, "1")).get(1);
    CoherenceScore score =
        scored(
            ask(
                new CoherenceQuestion(
                    A, ALL, Optional.empty(), Optional.of(accepted.token()), 10)));

    assertThat(score.tenant()).isEqualTo(A);
    assertThat(score.assessment().score()).contains(Ratio.of("0.75"));
    assertThat(score.assessment().status()).isEqualTo(Status.HEALTHY);
    assertThat(score.explanation().top()).hasSize(1);
    assertThat(score.basis().window().contains(score.asOf())).isTrue();
    assertThat(score.basis().freshness().stale()).isFalse();
  }

  @Test
  void tenantThatIsNotGrantedIsLikeOneThatIsNotThere() {
    Grant onlyA = new Grant.Tenants(Set.of(A));
    assertThat(ask(new CoherenceQuestion(B, onlyA, Optional.empty(), Optional.empty(), 1)))
        .isEqualTo(new CoherenceAnswer.NoSuchTenant(B));
    TenantId missing = new TenantId("missing");
    assertThat(ask(question(missing))).isEqualTo(new CoherenceAnswer.NoSuchTenant(missing));
    assertThat(rig.engine.tenants().move(B, TenantState.ERASED)).isPresent();
    assertThat(ask(question(B))).isEqualTo(new CoherenceAnswer.NoSuchTenant(B));
  }

  @Test
  void drainingTenantIsStillScored() {
    assertThat(rig.engine.tenants().move(B, TenantState.DRAINING)).isPresent();
    assertThat(scored(ask(question(B))).assessment().status()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void windowThatRetentionHasCutIsExpiredAndTheNextMinuteIsNot() {
    CoherenceAnswer answer = ask(question(Optional.of(EventTime.parse("2022-01-01T00:00:00Z"))));
    EventTime earliest = ((CoherenceAnswer.Expired) answer).earliest();

    assertThat(ask(question(Optional.of(earliest)))).isInstanceOf(CoherenceAnswer.Scored.class);
    EventTime before = new EventTime(earliest.value().minusSeconds(1));
    assertThat(ask(question(Optional.of(before)))).isInstanceOf(CoherenceAnswer.Expired.class);
  }

  @Test
  void answerThatCannotBeShownToIncludeTheCommitIsNone() {
    CommitToken later = CommitToken.ofFirstRun(new EpochNumber(1), new TransactionId(1_000), 0);
    CommitToken foreign = CommitToken.ofFirstRun(new EpochNumber(9), new TransactionId(1), 0);

    assertThat(ask(new CoherenceQuestion(A, ALL, Optional.empty(), Optional.of(later), 1)))
        .isEqualTo(new CoherenceAnswer.NotIncluded(Inclusion.NOT_INCLUDED));
    assertThat(ask(new CoherenceQuestion(A, ALL, Optional.empty(), Optional.of(foreign), 1)))
        .isEqualTo(new CoherenceAnswer.NotIncluded(Inclusion.UNKNOWN));
  }

  @Test
  void failureIsAnAnswerWithItsCode() {
    rig.ledger.readsDown = () -> true;
    CoherenceAnswer.Unavailable answer = (CoherenceAnswer.Unavailable) ask(question(A));
    assertThat(answer.code()).isEqualTo("ledger-unavailable");
    assertThat(answer.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));

    rig.ledger.readsDown =
        () -> {
          throw new IllegalStateException("a bug that must not be told");
        };
    assertThat(((CoherenceAnswer.Unavailable) ask(question(A))).code()).isEqualTo("internal");
  }

  @Test
  void questionsBeyondTheQueueAreRefusedAtOnce() {
    CompletableFuture<CoherenceAnswer> first = later(question(A));
    CompletableFuture<CoherenceAnswer> second = later(question(A));
    assertThat(later(question(A)))
        .isCompletedWithValueMatching(
            answer -> ((CoherenceAnswer.Unavailable) answer).code().equals("readers-busy"));
    rig.world.settle();
    assertThat(first).isCompletedWithValueMatching(CoherenceAnswer.Scored.class::isInstance);
    assertThat(second).isCompletedWithValueMatching(CoherenceAnswer.Scored.class::isInstance);
  }

  @Test
  void lookUpFindsWhatWasCountedForThoseWhoMaySeeIt() {
    Receipt.Accepted accepted = (Receipt.Accepted) rig.answer(signal(A, 1));
    SignalKey key = signal(A, 1).key();

    Lookup.Found found = (Lookup.Found) lookUp(key, ALL);
    assertThat(found.record().signal()).isEqualTo(signal(A, 1));
    assertThat(found.token()).isEqualTo(accepted.token());
    assertThat(lookUp(signal(A, 2).key(), ALL)).isEqualTo(new Lookup.NotFound());
    assertThat(lookUp(key, new Grant.Tenants(Set.of(B)))).isEqualTo(new Lookup.NotFound());
    rig.ledger.readsDown = () -> true;
    assertThat(lookUp(key, ALL)).isInstanceOf(Lookup.Unavailable.class);
    rig.ledger.readsDown = () -> false;
    assertThat(rig.engine.tenants().move(A, TenantState.ERASED)).isPresent();
    assertThat(lookUp(key, ALL)).isEqualTo(new Lookup.NotFound());
  }

  private Lookup lookUp(SignalKey key, Grant grant) {
    CompletableFuture<Lookup> answer =
        rig.engine.lookUps().lookUp(key, grant).toCompletableFuture();
    rig.world.settle();
    return answer.join();
  }

  private CompletableFuture<CoherenceAnswer> later(CoherenceQuestion question) {
    return rig.engine.scores().ask(question).toCompletableFuture();
  }

  private CoherenceAnswer ask(CoherenceQuestion question) {
    CompletableFuture<CoherenceAnswer> answer = later(question);
    rig.world.settle();
    return answer.join();
  }

  private static CoherenceScore scored(CoherenceAnswer answer) {
    return ((CoherenceAnswer.Scored) answer).score();
  }

  private static CoherenceQuestion question(TenantId tenant) {
    return new CoherenceQuestion(tenant, ALL, Optional.empty(), Optional.empty(), 1);
  }

  private static CoherenceQuestion question(Optional<EventTime> asOf) {
    return new CoherenceQuestion(A, ALL, asOf, Optional.empty(), 1);
  }
}
