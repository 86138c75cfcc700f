package io.signalcoherence.core.engine;

import io.signalcoherence.ports.model.TenantId;
import java.util.HashMap;
import java.util.Map;

/**
 * Where signals wait until the registry was read: each has a place in the waiting room, and of one
 * tenant's no more wait here than may in its queue. Thread-safe.
 */
final class Antechamber {

  /** What became of who wanted in. */
  enum Entry {
    IN,
    ROOM_FULL,
    TENANT_FULL
  }

  private final WaitingRoom room;
  private final int perTenant;
  private final Map<TenantId, Integer> inside = new HashMap<>();

  Antechamber(WaitingRoom room, int perTenant) {
    this.room = room;
    this.perTenant = perTenant;
  }

  /** The most signals of one tenant that may wait here. */
  int perTenant() {
    return perTenant;
  }

  /** Lets one of a tenant's signals in, if there is room. */
  synchronized Entry tryEnter(TenantId tenant) {
    if (!room.tryEnter()) {
      return Entry.ROOM_FULL;
    }
    int waiting = inside.getOrDefault(tenant, 0);
    if (waiting >= perTenant) {
      room.leave(1);
      return Entry.TENANT_FULL;
    }
    inside.put(tenant, waiting + 1);
    return Entry.IN;
  }

  /** Lets out one signal of each tenant named, as often as it is named. */
  synchronized void leave(Iterable<TenantId> tenants) {
    for (TenantId tenant : tenants) {
      inside.computeIfPresent(tenant, (any, waiting) -> waiting == 1 ? null : waiting - 1);
      room.leave(1);
    }
  }
}
