package io.signalcoherence.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.out.LedgerReader;
import io.signalcoherence.ports.out.LedgerReader.LedgerPage;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A reader of one tenant among many commits of others. */
final class QuietTenantTest {

  private static final Grant ALPHA = new Grant.Tenants(Set.of(TestLedger.ALPHA));

  @Test
  void pageEndsEarlyAndTheReadingStillComesToTheRecord() {
    try (TestLedger ledger = new TestLedger()) {
      TestServer.asAdmin(
          ledger.database(),
          "UPDATE signalcoherence.epoch SET timeline = 'gone';"
              + " INSERT INTO signalcoherence.ledger_commit"
              + " SELECT 1, g::text::xid8, 1, '2024-03-10Z', '2024-03-10Z'"
              + " FROM generate_series(3, 25000) AS g");
      try (PostgresLedger now = PostgresLedger.open(ledger.config())) {
        now.ports().signals().append(Signals.group(Signals.of(TestLedger.ALPHA)));
        LedgerReader reader = now.ports().reader();
        Cursor beginning = reader.beginning();
        var first = (LedgerPage.Records) reader.readAfter(beginning, ALPHA, 1);
        assertThat(first.records()).isEmpty();
        assertThat(first.atHorizon()).isFalse();
        assertThat(first.next()).isGreaterThan(beginning);

        var second = (LedgerPage.Records) reader.readAfter(first.next(), ALPHA, 1);
        var third = (LedgerPage.Records) reader.readAfter(second.next(), ALPHA, 1);
        assertThat(third.records()).hasSize(1);
      }
    }
  }
}
