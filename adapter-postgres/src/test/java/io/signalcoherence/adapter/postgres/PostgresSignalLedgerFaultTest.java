package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.contract.LedgerHarness;
import io.signalcoherence.ports.contract.SignalLedgerFaultContract;

final class PostgresSignalLedgerFaultTest extends SignalLedgerFaultContract {

  @Override
  protected LedgerHarness openHarness() {
    return new PostgresHarness();
  }
}
