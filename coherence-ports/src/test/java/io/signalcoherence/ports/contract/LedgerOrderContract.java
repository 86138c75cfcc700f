package io.signalcoherence.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.out.Ledger;
import io.signalcoherence.ports.out.LedgerReader;
import io.signalcoherence.ports.out.LedgerReader.LedgerPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What {@link LedgerReader} promises while transactions are open and commit in any order: no record
 * is ever skipped, none repeated.
 */
public abstract class LedgerOrderContract extends LedgerReading {

  private static final Signals A = Signals.of(ALPHA);
  private static final Signals B = Signals.of(BETA);
  private static final Signals C = Signals.of(GAMMA);

  @Test
  void nothingBehindAnOpenTransactionIsShown() {
    try (HeldAppend open = harness().holdOpen(Signals.group(A))) {
      win(B);

      LedgerPage.Records during = page(reader().beginning(), ALL, 10);
      assertThat(during.records()).isEmpty();
      assertThat(ledger().store().find(B.signal().key())).isPresent();

      open.commit();
      assertThat(signals(readOn(during.next(), ALL, 10, 2)))
          .containsExactly(A.signal(), B.signal());
    }
  }

  @Test
  void openTransactionHoldsBackItsReaderEvenIfAnotherTenantIsAskedFor() {
    try (HeldAppend open = harness().holdOpen(Signals.group(A))) {
      win(B);
      var beta = new Grant.Tenants(Set.of(BETA));
      LedgerPage.Records during = page(reader().beginning(), beta, 10);
      assertThat(during.records()).isEmpty();

      open.commit();
      assertThat(signals(readOn(during.next(), beta, 10, 1))).containsExactly(B.signal());
      assertThat(signals(readOn(during.next(), ALL, 10, 2)))
          .containsExactly(A.signal(), B.signal());
    }
  }

  @Test
  void transactionsThatCommitOutOfOrderAreReadInTheirOrder() {
    win(A.withId("0"));
    Cursor after = readOn(reader().beginning(), ALL, 10, 1).get(0).place();
    try (HeldAppend first = harness().holdOpen(Signals.group(A));
        HeldAppend second = harness().holdOpen(Signals.group(B))) {
      win(C);
      second.commit();
      LedgerPage.Records during = page(after, ALL, 10);
      assertThat(during.records()).isEmpty();

      first.commit();
      assertThat(signals(readOn(during.next(), ALL, 1, 3)))
          .containsExactly(A.signal(), B.signal(), C.signal());
    }
  }

  @Test
  void whatEndedBeforeTheOpenTransactionIsShown() {
    win(A);
    try (HeldAppend open = harness().holdOpen(Signals.group(B))) {
      win(C);
      List<LedgerRecord> shown = readOn(reader().beginning(), ALL, 10, 1);
      assertThat(signals(shown)).containsExactly(A.signal());

      open.commit();
      assertThat(signals(readOn(shown.get(0).place(), ALL, 10, 2)))
          .containsExactly(B.signal(), C.signal());
    }
  }

  @Test
  void undoneTransactionLetsTheReaderGoOn() {
    try (HeldAppend open = harness().holdOpen(Signals.group(A))) {
      win(B);
      open.rollback();
    }
    assertThat(signals(readOn(reader().beginning(), ALL, 10, 1))).containsExactly(B.signal());
  }

  @Test
  void readerBesideManyWritersSkipsNothingAndRepeatsNothing() {
    int writers = 6;
    int groups = 40;
    try (Together together = new Together()) {
      List<Future<Integer>> writing = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        int number = writer;
        writing.add(together.begin(() -> write(number, groups)));
      }
      Future<List<LedgerRecord>> reading = together.begin(() -> readUntil(writers * groups * 2));
      writing.forEach(Together::result);
      List<LedgerRecord> read = Together.result(reading);

      List<Signal> stored = new ArrayList<>();
      List.of(ALPHA, BETA, GAMMA).forEach(id -> stored.addAll(harness().storedSignals(id)));
      assertThat(signals(read)).containsExactlyInAnyOrderElementsOf(stored);
      assertInOrder(read);
      assertThat(readOn(reader().beginning(), ALL, 7, read.size())).isEqualTo(read);
    }
  }

  private int write(int writer, int groups) {
    SplittableRandom random = new SplittableRandom(writer);
    Ledger process = writer % 2 == 0 ? ledger() : harness().anotherProcess();
    for (int i = 0; i < groups; i++) {
      String id = writer + "-" + i;
      Signals first = Signals.of(List.of(ALPHA, BETA, GAMMA).get(random.nextInt(3)));
      claims(process, Signals.group(first.withId(id), first.withId(id + "b").withType("b")));
    }
    return groups;
  }

  private List<LedgerRecord> readUntil(int expected) {
    List<LedgerRecord> all = new ArrayList<>();
    Cursor[] at = {reader().beginning()};
    soon()
        .until(
            () -> {
              LedgerPage.Records page = page(at[0], ALL, 5);
              all.addAll(page.records());
              at[0] = page.next();
              return all.size() >= expected;
            });
    return all;
  }
}
