package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.contract.LedgerHarness;
import io.signalcoherence.ports.contract.LedgerMonitorContract;

final class PostgresLedgerMonitorTest extends LedgerMonitorContract {

  @Override
  protected LedgerHarness openHarness() {
    return new PostgresHarness();
  }
}
