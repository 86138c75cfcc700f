package io.signalcoherence.perf.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What several senders of one key may be told, and what not. */
final class KeyTallyTest {

  private final Violations violations = new Violations();
  private final KeyTally tally = new KeyTally(10);
  private final List<DrillSignal> signal =
      List.of(new DrillSignal.Series(1, Instant.parse("2024-05-01T00:00:00Z"), 2).signal(3));

  @BeforeEach
  void sent() {
    tally.sending(signal);
  }

  @Test
  void acceptedOnceAndDuplicateElseIsRightInAnyOrder() {
    tell(Told.Kind.DUPLICATE, 1);
    tell(Told.Kind.ACCEPTED, 1);
    tell(Told.Kind.DUPLICATE, 1);
    assertThat(broken()).isEmpty();
    assertThat(tally.isAcknowledged(3)).isTrue();
    assertThat(tally.provenance(3)).contains(new UUID(0, 1));
    assertThat(tally.receipts()).isEqualTo(3);
  }

  @Test
  void acceptedTwiceIsAFalseReceipt() {
    tell(Told.Kind.ACCEPTED, 1);
    tell(Told.Kind.ACCEPTED, 1);
    assertThat(broken()).isEqualTo(Map.of(Violation.Kind.FALSE_RECEIPT, 1));
  }

  @Test
  void duplicateAloneIsAFalseReceipt() {
    tell(Told.Kind.DUPLICATE, 1);
    assertThat(broken()).isEqualTo(Map.of(Violation.Kind.FALSE_RECEIPT, 1));
  }

  @Test
  void twoProvenancesOfOneKeyAreAFalseReceipt() {
    tell(Told.Kind.ACCEPTED, 1);
    tell(Told.Kind.DUPLICATE, 2);
    assertThat(broken()).isEqualTo(Map.of(Violation.Kind.FALSE_RECEIPT, 1));
  }

  @Test
  void aConflictOfTheSamePayloadIsAFalseReceipt() {
    tell(Told.Kind.ACCEPTED, 1);
    tally.told(signal, List.of(new Told(Told.Kind.CONFLICT, Optional.empty())));
    assertThat(broken()).isEqualTo(Map.of(Violation.Kind.FALSE_RECEIPT, 1));
  }

  @Test
  void whatWasSentAndNeverToldIsAFalseReceipt() {
    tally.told(signal, List.of(Told.UNKNOWN));
    assertThat(tally.isAcknowledged(3)).isFalse();
    assertThat(broken()).isEqualTo(Map.of(Violation.Kind.FALSE_RECEIPT, 1));
  }

  private void tell(Told.Kind kind, int provenance) {
    tally.told(signal, List.of(new Told(kind, Optional.of(new UUID(0, provenance)))));
  }

  private Map<Violation.Kind, Integer> broken() {
    tally.check(violations);
    return violations.counts();
  }
}
