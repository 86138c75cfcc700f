package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.contract.LedgerHarness;
import io.signalcoherence.ports.contract.SignalLedgerContract;

final class PostgresSignalLedgerTest extends SignalLedgerContract {

  @Override
  protected LedgerHarness openHarness() {
    return new PostgresHarness();
  }
}
