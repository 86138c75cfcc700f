package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.contract.LedgerHarness;
import io.signalcoherence.ports.contract.WindowRecheckContract;

final class PostgresWindowRecheckTest extends WindowRecheckContract {

  @Override
  protected LedgerHarness openHarness() {
    return new PostgresHarness();
  }
}
