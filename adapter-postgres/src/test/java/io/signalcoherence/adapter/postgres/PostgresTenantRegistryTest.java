package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.contract.LedgerHarness;
import io.signalcoherence.ports.contract.TenantRegistryContract;

final class PostgresTenantRegistryTest extends TenantRegistryContract {

  @Override
  protected LedgerHarness openHarness() {
    return new PostgresHarness();
  }
}
