package io.signalcoherence.core.memory;

import io.signalcoherence.ports.model.AsOfGrid;
import io.signalcoherence.ports.model.HistoryReading;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import io.signalcoherence.ports.out.WindowStore;
import java.util.Optional;

/** The sums of windows, as the store's lock shows them. */
record MemoryWindows(MemoryStore store) implements WindowStore {

  @Override
  public WindowReading read(TenantId tenant, Window window) {
    return store.read(tenant, window);
  }

  @Override
  public Optional<HistoryReading> read(TenantId tenant, AsOfGrid grid, int mostSums) {
    return store.read(tenant, grid, mostSums);
  }

  @Override
  public Optional<Snapshot> unchangedSince(TenantId tenant, Snapshot known) {
    return store.unchangedSince(tenant, known);
  }
}
