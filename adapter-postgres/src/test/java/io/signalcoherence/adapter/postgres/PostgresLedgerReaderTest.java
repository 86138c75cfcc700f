package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.contract.LedgerHarness;
import io.signalcoherence.ports.contract.LedgerReaderContract;

final class PostgresLedgerReaderTest extends LedgerReaderContract {

  @Override
  protected LedgerHarness openHarness() {
    return new PostgresHarness();
  }
}
