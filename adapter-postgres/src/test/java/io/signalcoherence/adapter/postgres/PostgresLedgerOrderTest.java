package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.contract.LedgerHarness;
import io.signalcoherence.ports.contract.LedgerOrderContract;

final class PostgresLedgerOrderTest extends LedgerOrderContract {

  @Override
  protected LedgerHarness openHarness() {
    return new PostgresHarness();
  }
}
