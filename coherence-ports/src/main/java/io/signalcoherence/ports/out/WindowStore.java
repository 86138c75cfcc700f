package io.signalcoherence.ports.out;

import io.signalcoherence.ports.model.AsOfGrid;
import io.signalcoherence.ports.model.HistoryReading;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.model.WindowReading;
import java.util.Optional;

/**
 * Reads the sums of windows. Calls overlap, on the engine's reader threads, and block within the
 * adapter's deadlines. All sums of one reading come from one snapshot, which the reading names, and
 * equal a fold over the stored signals that the snapshot sees. The cost depends on the number of
 * pairs, at most 83 rows each, and not on the number of signals.
 */
public interface WindowStore {

  /** The sums of one tenant's window; no pair if there is no signal or no such tenant. */
  WindowReading read(TenantId tenant, Window window);

  /**
   * The sums of all windows of a grid, from one snapshot: each equals what {@link #read} would have
   * answered from it. An hour or minute that many windows share is read once or twice, not once a
   * window; a cell of the grid costs at most 60 rows of minutes and a row an hour, each a pair.
   *
   * @param mostSums how many sums of a pair over a cell of the grid may be held at once, 1 or more
   * @return the reading; empty if there are more sums than that; it may be empty too if more than
   *     40 rows a sum, and more than 10,000, would have to be read to tell; nothing is held of them
   */
  Optional<HistoryReading> read(TenantId tenant, AsOfGrid grid, int mostSums);

  /**
   * Whether what an earlier reading of a tenant says still stands, told without reading any sum. It
   * costs about as much as one look-up, whatever the tenant stores.
   *
   * @param tenant whose commits count
   * @param known the snapshot of the earlier reading
   * @return a snapshot of now, from which that reading would come out the same, in whichever window
   *     of the tenant; empty if a commit of the tenant is seen by it that {@code known} does not
   *     see, if the ledger is in another epoch or run, or if that is not told cheaply, because more
   *     than 1,000 transactions have been committed since
   */
  Optional<Snapshot> unchangedSince(TenantId tenant, Snapshot known);
}
