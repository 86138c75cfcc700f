package io.signalcoherence.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.signalcoherence.adapter.kafka.OffsetBook.Ticket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OffsetBookTest {

  private final OffsetBook book = new OffsetBook();

  @BeforeEach
  void take() {
    book.taken(0);
  }

  @Test
  void nothingIsCommittableBeforeTheFirstRecordIsSettled() {
    assertThat(book.committable()).isEmpty();
    Ticket first = book.came(0, 7);
    assertThat(book.committable()).containsExactly(Map.entry(0, 7L));
    book.committed(0, 7);
    Ticket second = book.came(0, 8);
    book.settled(second);
    assertThat(book.committable()).isEmpty();
    assertThat(book.open(0)).isEqualTo(2);

    assertThat(book.settled(first)).isTrue();

    assertThat(book.committable()).containsExactly(Map.entry(0, 9L));
    assertThat(book.open(0)).isZero();
  }

  @Test
  void gapBehindTheLastSettledRecordIsPassed() {
    Ticket first = book.came(0, 5);
    Ticket second = book.came(0, 9);
    book.settled(first);
    assertThat(book.committable()).containsEntry(0, 9L);
    book.passed(0, 12);
    assertThat(book.committable()).containsEntry(0, 9L);
    book.settled(second);
    assertThat(book.committable()).containsEntry(0, 12L);
  }

  @Test
  void whatWasTakenAgainBeginsAnew() {
    Ticket former = book.came(0, 3);
    book.givenUp(0);
    assertThat(book.committable()).isEmpty();
    book.taken(0);
    Ticket again = book.came(0, 3);
    book.committed(0, 3);

    assertThat(book.settled(former)).isFalse();
    assertThat(book.isCurrent(former)).isFalse();
    assertThat(book.committable()).isEmpty();
    assertThat(book.settled(again)).isTrue();
    assertThat(book.settled(again)).isFalse();
    assertThat(book.committable()).containsEntry(0, 4L);
  }

  @Test
  void commitOfAFormerAssignmentThatCameLateHidesNothing() {
    book.settled(book.came(0, 3));
    book.givenUp(0);
    book.taken(0);
    Ticket again = book.came(0, 2);
    book.committed(0, 4);
    book.settled(again);
    assertThat(book.committable()).containsEntry(0, 3L);
  }

  @Test
  void onlyTheAskedPartitionsAreTold() {
    book.taken(1);
    book.settled(book.came(0, 0));
    book.settled(book.came(1, 0));
    assertThat(book.committable(List.of(1, 2))).containsExactly(Map.entry(1, 1L));
    assertThat(book.committable()).isEqualTo(Map.of(0, 1L, 1, 1L));
  }

  @Test
  void recordsOfAStrangePartitionOrFromThePastAreRefused() {
    book.came(0, 5);
    assertThatIllegalStateException()
        .isThrownBy(() -> book.came(0, 5))
        .withMessage("partition 0: offset 5 after 5");
    assertThatIllegalStateException()
        .isThrownBy(() -> book.came(1, 0))
        .withMessage("partition 1: not ours");
    assertThatIllegalStateException().isThrownBy(() -> book.passed(1, 0));
    assertThat(book.open(1)).isZero();
  }
}
