package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.contract.LedgerHarness;
import io.signalcoherence.ports.contract.SignalLedgerConcurrencyContract;

final class PostgresSignalLedgerConcurrencyTest extends SignalLedgerConcurrencyContract {

  @Override
  protected LedgerHarness openHarness() {
    return new PostgresHarness();
  }
}
