package io.signalcoherence.core.memory;

import io.signalcoherence.ports.contract.LedgerHarness;
import io.signalcoherence.ports.contract.LedgerMonitorContract;
import io.signalcoherence.ports.contract.LedgerOrderContract;
import io.signalcoherence.ports.contract.LedgerReaderContract;
import io.signalcoherence.ports.contract.PairLimitContract;
import io.signalcoherence.ports.contract.SignalLedgerConcurrencyContract;
import io.signalcoherence.ports.contract.SignalLedgerContract;
import io.signalcoherence.ports.contract.SignalLedgerFaultContract;
import io.signalcoherence.ports.contract.SignalStoreContract;
import io.signalcoherence.ports.contract.TenantRegistryContract;
import io.signalcoherence.ports.contract.WindowHistoryContract;
import io.signalcoherence.ports.contract.WindowRecheckContract;
import io.signalcoherence.ports.contract.WindowStoreContract;
import org.junit.jupiter.api.Nested;

/** The memory ledger keeps every contract of a ledger. */
final class MemoryLedgerTest {

  @Nested
  final class KeepsSignalLedger extends SignalLedgerContract {
    @Override
    protected LedgerHarness openHarness() {
      return new MemoryHarness();
    }
  }

  @Nested
  final class KeepsSignalLedgerConcurrency extends SignalLedgerConcurrencyContract {
    @Override
    protected LedgerHarness openHarness() {
      return new MemoryHarness();
    }
  }

  @Nested
  final class KeepsSignalLedgerFault extends SignalLedgerFaultContract {
    @Override
    protected LedgerHarness openHarness() {
      return new MemoryHarness();
    }
  }

  @Nested
  final class KeepsSignalStore extends SignalStoreContract {
    @Override
    protected LedgerHarness openHarness() {
      return new MemoryHarness();
    }
  }

  @Nested
  final class KeepsWindowStore extends WindowStoreContract {
    @Override
    protected LedgerHarness openHarness() {
      return new MemoryHarness();
    }
  }

  @Nested
  final class KeepsWindowRecheck extends WindowRecheckContract {
    @Override
    protected LedgerHarness openHarness() {
      return new MemoryHarness();
    }
  }

  @Nested
  final class KeepsWindowHistory extends WindowHistoryContract {
    @Override
    protected LedgerHarness openHarness() {
      return new MemoryHarness();
    }
  }

  @Nested
  final class KeepsPairLimit extends PairLimitContract {
    @Override
    protected LedgerHarness openHarness() {
      return new MemoryHarness();
    }
  }

  @Nested
  final class KeepsTenantRegistry extends TenantRegistryContract {
    @Override
    protected LedgerHarness openHarness() {
      return new MemoryHarness();
    }
  }

  @Nested
  final class KeepsLedgerReader extends LedgerReaderContract {
    @Override
    protected LedgerHarness openHarness() {
      return new MemoryHarness();
    }
  }

  @Nested
  final class KeepsLedgerOrder extends LedgerOrderContract {
    @Override
    protected LedgerHarness openHarness() {
      return new MemoryHarness();
    }
  }

  @Nested
  final class KeepsLedgerMonitor extends LedgerMonitorContract {
    @Override
    protected LedgerHarness openHarness() {
      return new MemoryHarness();
    }
  }
}
