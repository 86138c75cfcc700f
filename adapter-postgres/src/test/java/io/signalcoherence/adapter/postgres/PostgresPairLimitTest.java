package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.contract.LedgerHarness;
import io.signalcoherence.ports.contract.PairLimitContract;

final class PostgresPairLimitTest extends PairLimitContract {

  @Override
  protected LedgerHarness openHarness() {
    return new PostgresHarness();
  }
}
