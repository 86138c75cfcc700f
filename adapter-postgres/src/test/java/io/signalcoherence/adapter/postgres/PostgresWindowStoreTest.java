package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.contract.LedgerHarness;
import io.signalcoherence.ports.contract.WindowStoreContract;

final class PostgresWindowStoreTest extends WindowStoreContract {

  @Override
  protected LedgerHarness openHarness() {
    return new PostgresHarness();
  }
}
