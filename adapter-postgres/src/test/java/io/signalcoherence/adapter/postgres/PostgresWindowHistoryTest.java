package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.contract.LedgerHarness;
import io.signalcoherence.ports.contract.WindowHistoryContract;

final class PostgresWindowHistoryTest extends WindowHistoryContract {

  @Override
  protected LedgerHarness openHarness() {
    return new PostgresHarness();
  }
}
