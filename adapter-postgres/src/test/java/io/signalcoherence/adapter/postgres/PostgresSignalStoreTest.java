package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.contract.LedgerHarness;
import io.signalcoherence.ports.contract.SignalStoreContract;

final class PostgresSignalStoreTest extends SignalStoreContract {

  @Override
  protected LedgerHarness openHarness() {
    return new PostgresHarness();
  }
}
