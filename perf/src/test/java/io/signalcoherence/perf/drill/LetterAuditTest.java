package io.signalcoherence.perf.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.adapter.kafka.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two records that must become letters, each published twice. */
final class LetterAuditTest {

  private static final Map<String, String> REASONS = Map.of("c", "conflict", "p", "malformed");

  private final Violations violations = new Violations();
  private final List<DeadLetter> letters = new ArrayList<>();

  @BeforeEach
  void writeAll() {
    add("conflict", "c", 1);
    add("malformed", "p", 2);
    add("conflict", "c", 3);
    add("malformed", "p", 4);
  }

  @Test
  void exactlyTheseLettersPass() {
    assertThat(audit()).isEqualTo(new LetterAudit.Finding(4, 4));
    assertThat(violations.none()).isTrue();
  }

  @Test
  void oneThatACrashWroteTwiceIsNoFaultAndIsTold() {
    add("conflict", "c", 3);
    assertThat(audit()).isEqualTo(new LetterAudit.Finding(5, 4));
    assertThat(violations.none()).isTrue();
  }

  @Test
  void aMissingOneIsLost() {
    letters.remove(2);
    audit();
    assertThat(violations.counts()).isEqualTo(Map.of(Violation.Kind.LOST, 1));
  }

  @Test
  void oneOfARecordThatCanBeCountedIsAPhantom() {
    add("malformed", "sound", 5);
    audit();
    assertThat(violations.counts()).isEqualTo(Map.of(Violation.Kind.PHANTOM, 1));
  }

  @Test
  void moreRecordsThanWerePublishedAreAPhantom() {
    add("conflict", "c", 5);
    audit();
    assertThat(violations.counts()).isEqualTo(Map.of(Violation.Kind.PHANTOM, 1));
  }

  @Test
  void anotherReasonIsFalse() {
    letters.remove(0);
    add("invalid", "c", 1);
    audit();
    assertThat(violations.counts()).isEqualTo(Map.of(Violation.Kind.FALSE_RECEIPT, 1));
  }

  private LetterAudit.Finding audit() {
    return new LetterAudit(REASONS, 2, violations).run(letters);
  }

  private void add(String reason, String value, long offset) {
    Optional<byte[]> bytes = Optional.of(value.getBytes(StandardCharsets.UTF_8));
    letters.add(
        new DeadLetter(
            new DeadLetter.Place(0, letters.size()),
            Instant.EPOCH,
            reason,
            "why",
            Optional.of(new DeadLetter.Origin("topic", 0, offset, Instant.EPOCH)),
            0,
            new DeadLetter.Content(bytes, bytes, false, List.of())));
  }
}
