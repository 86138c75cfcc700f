package io.signalcoherence.perf.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The journal's verdicts on receipts: what can be true passes, what can't is a violation. */
final class JournalTest {

  private static final UUID FIRST = new UUID(1, 1);
  private static final UUID SECOND = new UUID(2, 2);

  private final Violations violations = new Violations();
  private final StringWriter file = new StringWriter();
  private final Journal journal = new Journal(10, file, violations);
  private final DrillSignal.Series series =
      new DrillSignal.Series(1, Instant.parse("2024-05-01T00:00:00Z"), 2);
  private final DrillSignal signal = series.signal(journal.issue());

  @Test
  void acceptedOnceAndDuplicateAfterwardsIsTheTruth() {
    deliver(Told.Kind.ACCEPTED, FIRST);
    tell(Attempt.Purpose.REPEAT, Told.Kind.DUPLICATE, FIRST);
    tell(Attempt.Purpose.CONTRADICT, Told.Kind.CONFLICT, null);
    assertThat(violations.none()).isTrue();
    assertThat(journal.acknowledged()).isEqualTo(1);
    assertThat(journal.acceptedAtFirst()).isEqualTo(1);
    assertThat(journal.provenance(0)).contains(FIRST);
  }

  @Test
  void duplicateAfterALostAnswerIsTheTruth() {
    deliver(Told.Kind.UNKNOWN, null);
    assertThat(journal.isAcknowledged(0)).isFalse();
    deliver(Told.Kind.DUPLICATE, FIRST);
    assertThat(violations.none()).isTrue();
    assertThat(journal.isAcknowledged(0)).isTrue();
    assertThat(journal.acceptedAtFirst()).isZero();
  }

  @Test
  void duplicateForAFirstSendCannotBe() {
    deliver(Told.Kind.DUPLICATE, FIRST);
    assertThat(violations.count(Violation.Kind.FALSE_RECEIPT)).isEqualTo(1);
  }

  @Test
  void acceptedForARepeatCannotBe() {
    deliver(Told.Kind.ACCEPTED, FIRST);
    tell(Attempt.Purpose.REPEAT, Told.Kind.ACCEPTED, SECOND);
    assertThat(violations.count(Violation.Kind.FALSE_RECEIPT)).isEqualTo(1);
  }

  @Test
  void duplicateOfAnotherProvenanceMeansThatTheAcknowledgedOneWasLost() {
    deliver(Told.Kind.ACCEPTED, FIRST);
    tell(Attempt.Purpose.REPEAT, Told.Kind.DUPLICATE, SECOND);
    assertThat(violations.count(Violation.Kind.LOST)).isEqualTo(1);
  }

  @Test
  void anythingButConflictForAContradictionCannotBe() {
    deliver(Told.Kind.ACCEPTED, FIRST);
    tell(Attempt.Purpose.CONTRADICT, Told.Kind.DUPLICATE, FIRST);
    tell(Attempt.Purpose.CONTRADICT, Told.Kind.ACCEPTED, SECOND);
    tell(Attempt.Purpose.CONTRADICT, Told.Kind.UNKNOWN, null);
    assertThat(violations.count(Violation.Kind.FALSE_RECEIPT)).isEqualTo(2);
  }

  @Test
  void rejectionOfASoundSignalCannotBe() {
    deliver(Told.Kind.REJECTED, null);
    assertThat(violations.count(Violation.Kind.FALSE_RECEIPT)).isEqualTo(1);
    assertThat(journal.acknowledged()).isZero();
  }

  @Test
  void aKillMeetsWhatIsInFlightAndNotWhatWasAnsweredBeforeItOrBeganAfterIt() {
    Attempt answeredBefore = sending();
    journal.told(answeredBefore, List.of(Told.UNKNOWN));
    Attempt answeredWhileKilling = sending();
    Attempt broken = sending();
    Attempt answeredAfter = sending();
    sending();
    journal.killing();
    journal.told(answeredWhileKilling, List.of(new Told(Told.Kind.ACCEPTED, Optional.of(FIRST))));
    journal.told(broken, List.of(Told.UNKNOWN));
    journal.killed();
    sending();
    journal.told(answeredAfter, List.of(new Told(Told.Kind.DUPLICATE, Optional.of(FIRST))));
    assertThat(journal.struck()).isEqualTo(3);
    journal.killing();
    assertThat(journal.struck()).isEqualTo(2);
  }

  private Attempt sending() {
    return journal.sending(Attempt.Purpose.DELIVER, List.of(signal));
  }

  @Test
  void theFileSaysWhatWasSentBeforeWhatWasTold() {
    deliver(Told.Kind.UNKNOWN, null);
    deliver(Told.Kind.DUPLICATE, FIRST);
    assertThat(file.toString()).isEqualTo("S 0 DELIVER 0\nT 0 u\nS 1 DELIVER 0\nT 1 d\n");
  }

  private void deliver(Told.Kind kind, @Nullable UUID provenance) {
    tell(Attempt.Purpose.DELIVER, kind, provenance);
  }

  private void tell(Attempt.Purpose purpose, Told.Kind kind, @Nullable UUID provenance) {
    Attempt attempt = journal.sending(purpose, List.of(signal));
    journal.told(attempt, List.of(new Told(kind, Optional.ofNullable(provenance))));
  }
}
