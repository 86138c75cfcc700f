package io.signalcoherence.core.memory;

import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.EpochId;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.out.LedgerReader;
import java.util.ArrayList;
import java.util.List;

/** The reader port over the store's committed rows. */
final class MemoryReader implements LedgerReader {

  private final MemoryStore store;

  MemoryReader(MemoryStore store) {
    this.store = store;
  }

  @Override
  public Cursor beginning() {
    return Cursor.beginning(store.locked(store::life));
  }

  @Override
  public LedgerPage readAfter(Cursor after, Grant grant, int limit) {
    return store.locked(() -> page(after, grant, limit));
  }

  private LedgerPage page(Cursor after, Grant grant, int limit) {
    EpochId epoch = store.life();
    if (!after.readIn().equals(epoch)) {
      return store.hasLived(after.readIn())
          ? new LedgerPage.EpochEnded(epoch)
          : new LedgerPage.OtherLedger(epoch);
    }
    List<LedgerRecord> records = new ArrayList<>();
    Cursor next = after;
    for (MemoryRow row : store.settledRowsAfter(after)) {
      boolean granted = grant.covers(row.entry().signal().key().tenant());
      if (granted && records.size() == limit) {
        return new LedgerPage.Records(records, next, false);
      }
      next = row.place(epoch);
      if (granted) {
        records.add(row.record(epoch));
      }
    }
    return new LedgerPage.Records(records, next, true);
  }
}
