package io.signalcoherence.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.out.LedgerReader;
import io.signalcoherence.ports.out.LedgerReader.LedgerPage;
import java.util.ArrayList;
import java.util.List;

/** Reads page by page, and checks of each page what holds for all. */
abstract class LedgerReading extends LedgerContract {

  static final Grant ALL = new Grant.EveryTenant();

  final LedgerReader reader() {
    return ledger().reader();
  }

  final LedgerPage.Records page(Cursor after, Grant grant, int limit) {
    LedgerPage page = reader().readAfter(after, grant, limit);
    assertThat(page).isInstanceOf(LedgerPage.Records.class);
    LedgerPage.Records records = (LedgerPage.Records) page;
    assertThat(records.records()).hasSizeLessThanOrEqualTo(limit);
    assertThat(records.next()).isGreaterThanOrEqualTo(after);
    if (!records.atHorizon()) {
      assertThat(records.next()).isGreaterThan(after);
    }
    return records;
  }

  /** Reads on from a cursor, page by page, until so many records have come. */
  final List<LedgerRecord> readOn(Cursor after, Grant grant, int limit, int expected) {
    List<LedgerRecord> all = new ArrayList<>();
    Cursor[] at = {after};
    soon()
        .until(
            () -> {
              LedgerPage.Records page = page(at[0], grant, limit);
              all.addAll(page.records());
              at[0] = page.next();
              return all.size() >= expected && page.atHorizon();
            });
    assertThat(all).hasSize(expected);
    assertInOrder(all);
    return all;
  }

  static void assertInOrder(List<LedgerRecord> records) {
    for (int i = 1; i < records.size(); i++) {
      assertThat(records.get(i).place()).isGreaterThan(records.get(i - 1).place());
    }
  }

  static List<Signal> signals(List<LedgerRecord> records) {
    return records.stream().map(LedgerRecord::signal).toList();
  }
}
