package io.signalcoherence.core.engine;

import static io.signalcoherence.core.engine.Rig.A;
import static io.signalcoherence.core.engine.Rig.B;
import static io.signalcoherence.core.engine.Rig.signal;
import static io.signalcoherence.core.engine.Rig.signals;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.UndeterminedCause;
import io.signalcoherence.ports.out.AppendGroup;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AppendFaultsTest {

  private final Rig rig = new Rig(Rig.oneLane()).warmedUp();

  @ParameterizedTest
  @EnumSource(names = {"UNKNOWN_UNDONE", "UNKNOWN_DONE", "UNKNOWN_LATE"})
  void firstSendIsAcceptedAlthoughTheAnswerToItsCommitWasLost(Fault fault) {
    rig.ledger.script(fault, fault, fault);

    assertThat(rig.answer(signal(A, 1))).isInstanceOf(Receipt.Accepted.class);
    assertThat(rig.ledger.appends()).hasSize(4).containsOnly(rig.ledger.appends().get(0));
    assertThat(rig.stored(A)).hasSize(2);
  }

  @Test
  void outcomeStaysUnknownWhenTheLedgerGoesDownAfterTheAnswerWasLost() {
    Fault[] script = new Fault[12];
    Arrays.fill(script, Fault.UNAVAILABLE);
    script[0] = Fault.UNKNOWN_DONE;
    rig.ledger.script(script);

    assertThat(undetermined(rig.answer(signal(A, 1)))).isEqualTo(UndeterminedCause.OUTCOME_UNKNOWN);
    assertThat(rig.ledger.appends()).hasSize(12);
    rig.world.pass(Duration.ofSeconds(1));
    assertThat(rig.answer(signal(A, 1))).isInstanceOf(Receipt.Duplicate.class);
  }

  @Test
  void conflictIsTriedAgainAFewTimes() {
    rig.ledger.script(Fault.CONFLICT, Fault.CONFLICT, Fault.CONFLICT);
    assertThat(rig.answer(signal(A, 1))).isInstanceOf(Receipt.Accepted.class);

    rig.ledger.script(Fault.CONFLICT, Fault.CONFLICT, Fault.CONFLICT, Fault.CONFLICT);
    assertThat(undetermined(rig.answer(signal(A, 2))))
        .isEqualTo(UndeterminedCause.LEDGER_UNAVAILABLE);
    assertThat(rig.watcher.groups).hasSize(2);
    assertThat(rig.watcher.groups.get(0).stored()).isTrue();
    assertThat(rig.watcher.groups.get(1).stored()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "TIMED_OUT"})
  void ledgerThatCannotBeReachedIsAnsweredAtOnceAndNothingIsStored(Fault fault) {
    rig.ledger.script(fault);
    Receipt receipt = rig.answer(signal(A, 1));

    assertThat(undetermined(receipt)).isEqualTo(UndeterminedCause.LEDGER_UNAVAILABLE);
    assertThat(((Receipt.Undetermined) receipt).retryAfter())
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(undetermined(rig.answer(signal(A, 1)))).isEqualTo(UndeterminedCause.LEDGER_STALLED);
    assertThat(rig.ledger.appends()).hasSize(1);
    rig.world.pass(Duration.ofMillis(20));
    assertThat(rig.answer(signal(A, 1))).isInstanceOf(Receipt.Accepted.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"CORRUPT", "BROKEN", "BROKEN_BADLY", "CLAIM_MISSING"})
  void whatWasNotForeseenIsAnsweredAndTheLaneLives(Fault fault) {
    rig.ledger.script(fault);

    List<Receipt> receipts = rig.answers(signal(A, 1), signal(B, 1));
    assertThat(receipts).hasSize(2).allMatch(r -> undetermined(r) == UndeterminedCause.INTERNAL);
    assertThat(rig.answer(signal(A, 2))).isInstanceOf(Receipt.Accepted.class);
  }

  @Test
  void oneSignalThatCannotBeStoredHarmsNoOther() {
    rig.ledger.unstorable = signal -> signal.key().id().value().equals("37");
    List<Receipt> receipts = rig.answers(signals(A, 64).toArray(new Signal[0]));

    for (int i = 0; i < receipts.size(); i++) {
      if (i == 37) {
        assertThat(rejected(receipts.get(i))).isEqualTo(RejectionReason.UNSTORABLE);
      } else {
        assertThat(receipts.get(i)).isInstanceOf(Receipt.Accepted.class);
      }
    }
    assertThat(rig.stored(A)).hasSize(64);
    assertThat(rig.ledger.appends()).hasSizeLessThanOrEqualTo(2 * 6 + 1);
  }

  @Test
  void halfThatIsDurableIsNotAppendedAgain() {
    rig.ledger.unstorable = signal -> signal.key().id().value().equals("3");
    List<Receipt> unused = rig.answers(signals(A, 4).toArray(new Signal[0]));

    assertThat(rig.ledger.appends().stream().map(AppendGroup::entries).map(List::size))
        .containsExactly(4, 2, 2, 1, 1);
  }

  @Test
  void otherPayloadOfAKeyThatCouldNotBeStoredIsTriedOnItsOwn() {
    rig.ledger.unstorable = signal -> signal.value().billionths() == 100_000_000;
    List<Receipt> receipts =
        rig.answers(
            signal(A, 1, "0.1"),
            signal(A, 1, "0.1"),
            signal(A, 1, "0.2"),
            signal(A, 1, "0.3"),
            signal(A, 1, "0.2"));

    assertThat(rejected(receipts.get(0))).isEqualTo(RejectionReason.UNSTORABLE);
    assertThat(rejected(receipts.get(1))).isEqualTo(RejectionReason.UNSTORABLE);
    assertThat(receipts.get(2)).isInstanceOf(Receipt.Accepted.class);
    assertThat(receipts.get(3)).isInstanceOf(Receipt.Conflict.class);
    assertThat(receipts.get(4)).isInstanceOf(Receipt.Duplicate.class);
  }

  @Test
  void splitGroupWhoseOutcomeIsUnknownKeepsItsIds() {
    rig.ledger.unstorable = signal -> signal.key().id().value().equals("3");
    rig.ledger.script(Fault.NONE, Fault.UNKNOWN_LATE, Fault.UNKNOWN_DONE);
    List<Receipt> receipts = rig.answers(signals(A, 4).toArray(new Signal[0]));

    assertThat(receipts.subList(0, 3)).hasOnlyElementsOfType(Receipt.Accepted.class);
    assertThat(rejected(receipts.get(3))).isEqualTo(RejectionReason.UNSTORABLE);
  }

  @Test
  void tenantThatTheLedgerKnowsClosedIsForgottenByTheCache() {
    assertThat(rig.ledger.memory().ports().tenants().move(A, TenantState.DRAINING)).isPresent();

    assertThat(rejected(rig.answer(signal(A, 1)))).isEqualTo(RejectionReason.TENANT_CLOSED);
    assertThat(rig.ledger.appends()).hasSize(1);
    assertThat(rejected(rig.answer(signal(A, 1)))).isEqualTo(RejectionReason.TENANT_CLOSED);
    assertThat(rig.ledger.appends()).hasSize(1);
  }

  @Test
  void othersGoOnWhileOneLaneWaits() {
    Rig two =
        new Rig(Rig.oneLane().with(new EngineSettings.LaneSettings(2, 100, Duration.ZERO)))
            .warmedUp();
    Signal slow = signal(A, 1);
    two.ledger.beforeAppend =
        () -> {
          boolean waits =
              two.ledger.appends().get(two.ledger.appends().size() - 1).entries().stream()
                  .anyMatch(entry -> entry.signal().equals(slow));
          two.world.pass(waits ? Duration.ofSeconds(3) : Duration.ofMillis(1));
        };
    CompletableFuture<List<Receipt>> held = two.submit(slow);
    two.world.in(
        Duration.ofSeconds(1),
        () -> {
          assertThat(held).isNotDone();
          assertThat(two.submit(signal(B, 1)))
              .satisfies(
                  answer ->
                      two.world.in(Duration.ofMillis(10), () -> assertThat(answer).isCompleted()));
        });
    two.world.settle();
    assertThat(held).isCompleted();
  }

  private static UndeterminedCause undetermined(Receipt receipt) {
    return ((Receipt.Undetermined) receipt).cause();
  }

  private static RejectionReason rejected(Receipt receipt) {
    return ((Receipt.Rejected) receipt).rejection().reason();
  }
}
