package io.signalcoherence.ports.out;

import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;

/**
 * Reads the sums of a window. Calls overlap, on the engine's reader threads, and block within the
 * adapter's deadlines. All sums of one reading come from one snapshot, which the reading names, and
 * equal a fold over the stored signals that the snapshot sees. The cost depends on the number of
 * pairs, at most 83 rows each, and not on the number of signals.
 */
public interface WindowStore {

  /** The sums of one tenant's window; no pair if there is no signal or no such tenant. */
  WindowReading read(TenantId tenant, Window window);
}
