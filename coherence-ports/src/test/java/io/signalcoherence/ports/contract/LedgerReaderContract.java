package io.signalcoherence.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.RetrySafety;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.LedgerReader;
import io.signalcoherence.ports.out.LedgerReader.LedgerPage;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link LedgerReader} promises while nothing else goes on. */
public abstract class LedgerReaderContract extends LedgerReading {

  @Test
  void emptyLedgerHasNothingToRead() {
    LedgerPage.Records page = page(reader().beginning(), ALL, 10);

    assertThat(page.records()).isEmpty();
    assertThat(page.atHorizon()).isTrue();
    win(Signals.of(ALPHA));
    assertThat(readOn(page.next(), ALL, 10, 1)).hasSize(1);
  }

  @Test
  void recordsComeAsTheyWereAppendedAndWhereTheyLie() {
    AppendGroup group =
        Signals.group(
            IntStream.range(0, 5).mapToObj(i -> Signals.of(ALPHA).withId("k" + i)).toList());
    var token = appended(group).token();

    List<LedgerRecord> records = readOn(reader().beginning(), ALL, 10, 5);

    for (int i = 0; i < 5; i++) {
      LedgerRecord record = records.get(i);
      assertThat(record.signal()).isEqualTo(group.entries().get(i).signal());
      assertThat(record.provenance()).isEqualTo(group.entries().get(i).provenance());
      assertThat(record.place().epoch()).isEqualTo(token.epoch());
      assertThat(record.place().transaction()).isEqualTo(token.transaction());
      assertThat(record.place().position()).isEqualTo(i);
      assertThat(ledger().store().find(record.signal().key()).orElseThrow().record())
          .isEqualTo(record);
    }
  }

  @Test
  void whatWasHeldOrRefusedIsNoRecord() {
    win(Signals.of(ALPHA).withId("1"));
    append(Signals.of(ALPHA).withId("1"), Signals.of(ALPHA).withId("2"));
    append(Signals.of(ALPHA).withId("1"), Signals.of(ALPHA).withId("2"));
    append(Signals.of(new TenantId("nobody")));
    win(Signals.of(ALPHA).withId("3"));

    assertThat(signals(readOn(reader().beginning(), ALL, 10, 3)))
        .extracting(signal -> signal.key().id().value())
        .containsExactly("1", "2", "3");
  }

  @Test
  void pagesOfAnySizeShowTheSame() {
    for (int group = 0; group < 7; group++) {
      int number = group;
      claims(
          Signals.group(
              IntStream.range(0, 1 + group)
                  .mapToObj(i -> Signals.of(i % 2 == 0 ? ALPHA : BETA).withId(number + "-" + i))
                  .toList()));
    }
    List<LedgerRecord> whole = readOn(reader().beginning(), ALL, 100, 28);

    for (int limit : List.of(1, 2, 3, 5, 27, 28)) {
      assertThat(readOn(reader().beginning(), ALL, limit, 28)).isEqualTo(whole);
    }
  }

  @Test
  void readingGoesOnFromAnyRecordAndFromTheTextOfItsPlace() {
    for (int i = 0; i < 4; i++) {
      win(Signals.of(ALPHA).withId("a" + i), Signals.of(ALPHA).withId("b" + i));
    }
    List<LedgerRecord> whole = readOn(reader().beginning(), ALL, 100, 8);

    for (int i = 0; i < 8; i++) {
      Cursor place = Cursor.decode(whole.get(i).place().encoded());
      assertThat(readOn(place, ALL, 3, 7 - i)).isEqualTo(whole.subList(i + 1, 8));
    }
  }

  @Test
  void endOfThePageIsWhereTheNextBegins() {
    win(Signals.of(ALPHA).withId("1"), Signals.of(ALPHA).withId("2"));
    List<LedgerRecord> first = readOn(reader().beginning(), ALL, 2, 2);
    LedgerPage.Records end = page(first.get(1).place(), ALL, 2);
    assertThat(end.records()).isEmpty();

    win(Signals.of(ALPHA).withId("3"));

    assertThat(signals(readOn(end.next(), ALL, 2, 1)))
        .containsExactly(Signals.of(ALPHA).withId("3").signal());
  }

  @Test
  void theOtherTenantCannotBeReadWithoutAGrant() {
    win(Signals.of(ALPHA), Signals.of(BETA), Signals.of(GAMMA));
    win(Signals.of(BETA).withId("2"));
    win(Signals.of(ALPHA).withId("2"));
    readOn(reader().beginning(), ALL, 10, 5);

    Grant alpha = new Grant.Tenants(Set.of(ALPHA));
    assertThat(signals(readOn(reader().beginning(), alpha, 10, 2)))
        .containsExactly(Signals.of(ALPHA).signal(), Signals.of(ALPHA).withId("2").signal());
    assertThat(readOn(reader().beginning(), new Grant.Tenants(Set.of(ALPHA, GAMMA)), 1, 3))
        .noneMatch(record -> record.signal().key().tenant().equals(BETA));
    assertThat(page(reader().beginning(), new Grant.Tenants(Set.of()), 10).records()).isEmpty();
  }

  @Test
  void cursorMovesPastWhatWasPassedOver() {
    win(Signals.of(BETA));
    readOn(reader().beginning(), ALL, 10, 1);

    LedgerPage.Records page = page(reader().beginning(), new Grant.Tenants(Set.of(ALPHA)), 10);

    assertThat(page.records()).isEmpty();
    assertThat(page(page.next(), ALL, 10).records()).isEmpty();
  }

  @Test
  void readerOfAnEndedEpochIsToldSo() {
    win(Signals.of(ALPHA));
    Cursor beginning = reader().beginning();
    Cursor place = readOn(beginning, ALL, 10, 1).get(0).place();
    Cursor next = page(place, ALL, 10).next();

    EpochNumber unused = harness().beginNewEpoch();

    EpochId now = reader().beginning().readIn();
    assertThat(now).isNotEqualTo(beginning.readIn());
    for (Cursor old : List.of(beginning, place, next)) {
      assertThat(reader().readAfter(old, ALL, 10)).isEqualTo(new LedgerPage.EpochEnded(now));
    }
  }

  @Test
  void readerOfAnotherLedgerIsToldSoThoughItsNumbersAreTheSame() {
    win(Signals.of(ALPHA));
    Cursor place = readOn(reader().beginning(), ALL, 10, 1).get(0).place();
    EpochId other = new EpochId(UUID.fromString("00000000-0000-4000-8000-000000000001"));

    for (Cursor cursor :
        List.of(
            Cursor.beginning(other),
            new Cursor(other, place.epoch(), place.transaction(), place.position()))) {
      assertThat(reader().readAfter(cursor, ALL, 10))
          .isEqualTo(new LedgerPage.OtherLedger(place.readIn()));
    }
  }

  @Test
  void newReadingSeesAllEpochsInTheirOrderThoughTransactionsComeAgain() {
    for (int i = 0; i < 3; i++) {
      win(Signals.of(ALPHA).withId("old" + i));
    }
    harness().beginNewEpoch();
    win(Signals.of(ALPHA).withId("middle"));
    EpochNumber number = harness().beginNewEpoch();
    win(Signals.of(ALPHA).withId("new"));

    Cursor beginning = reader().beginning();
    List<LedgerRecord> whole = readOn(beginning, ALL, 2, 5);

    assertThat(whole.get(4).place().epoch()).isEqualTo(number);
    assertThat(signals(whole))
        .extracting(signal -> signal.key().id().value())
        .containsExactly("old0", "old1", "old2", "middle", "new");
    assertThat(whole).allMatch(record -> record.place().readIn().equals(beginning.readIn()));
    assertThat(readOn(whole.get(2).place(), ALL, 10, 2)).isEqualTo(whole.subList(3, 5));
  }

  @Test
  void failureIsSafeToRetry() {
    win(Signals.of(ALPHA));
    Cursor beginning = reader().beginning();
    harness().down();
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> reader().readAfter(beginning, ALL, 1))
        .matches(e -> e.retry() == RetrySafety.SAFE);
    harness().up();

    assertThat(readOn(beginning, ALL, 1, 1)).hasSize(1);
  }
}
