package io.signalcoherence.core.memory;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The tenants and their floors. Guarded by the store's lock. */
final class MemoryTenants {

  private final Map<Cell, Set<Region>> cells;
  private final NavigableMap<TenantId, Tenant> tenants = new TreeMap<>();
  private final Map<TenantId, EventTime> floors = new HashMap<>();

  MemoryTenants(Map<Cell, Set<Region>> cells) {
    this.cells = cells;
  }

  Optional<Tenant> find(TenantId id) {
    return Optional.ofNullable(tenants.get(id));
  }

  List<Tenant> list() {
    return List.copyOf(tenants.values());
  }

  Tenant register(Tenant tenant) {
    requireCell(tenant.residency());
    Tenant holder = tenants.putIfAbsent(tenant.id(), tenant);
    return holder == null ? tenant : holder;
  }

  private void requireCell(Residency residency) {
    Set<Region> regions = cells.get(residency.cell());
    if (regions == null) {
      throw new InvalidValueException("cell", residency.cell(), "one of " + cells.keySet());
    }
    if (!residency.allowed().containsAll(regions)) {
      throw new InvalidValueException(
          "regions", residency.allowed(), "all of the cell's: " + regions);
    }
  }

  void put(Tenant tenant) {
    tenants.put(tenant.id(), tenant);
  }

  void raiseFloor(TenantId tenant, EventTime floor) {
    floors.merge(tenant, floor, (old, risen) -> old.compareTo(risen) > 0 ? old : risen);
  }

  boolean isErased(TenantId id) {
    Tenant tenant = tenants.get(id);
    return tenant != null && tenant.state() == TenantState.ERASED;
  }

  /** Why a free key can't be won; empty if it can. */
  Optional<Rejection> refusal(SignalKey key) {
    Tenant tenant = tenants.get(key.tenant());
    if (tenant == null) {
      return refused(RejectionReason.UNKNOWN_TENANT, "tenant_id: not a registered tenant");
    }
    if (tenant.state() != TenantState.ACTIVE) {
      return refused(RejectionReason.TENANT_CLOSED, "tenant_id: takes no more signals");
    }
    EventTime floor = floors.get(key.tenant());
    if (floor != null && key.ts().compareTo(floor) < 0) {
      return refused(
          RejectionReason.TOO_OLD, "ts: " + key.ts() + " (expected: at or after " + floor + ")");
    }
    return Optional.empty();
  }

  private static Optional<Rejection> refused(RejectionReason reason, String detail) {
    return Optional.of(new Rejection(reason, detail));
  }
}
