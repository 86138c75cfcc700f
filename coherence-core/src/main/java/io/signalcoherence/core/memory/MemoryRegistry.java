package io.signalcoherence.core.memory;

import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.out.TenantRegistry;
import java.util.List;
import java.util.Optional;

/** The registry port over the store's tenants. */
final class MemoryRegistry implements TenantRegistry {

  private final MemoryStore store;
  private final MemoryTenants tenants;

  MemoryRegistry(MemoryStore store, MemoryTenants tenants) {
    this.store = store;
    this.tenants = tenants;
  }

  @Override
  public Optional<Tenant> find(TenantId id) {
    return store.locked(() -> tenants.find(id));
  }

  @Override
  public List<Tenant> list() {
    return store.locked(tenants::list);
  }

  @Override
  public Tenant register(Tenant tenant) {
    return store.locked(() -> tenants.register(tenant));
  }

  @Override
  public Optional<Tenant> change(TenantId id, TenantSettings settings) {
    return store.locked(
        () -> tenants.find(id).map(tenant -> put(tenant, tenant.state(), settings)));
  }

  @Override
  public Optional<Tenant> move(TenantId id, TenantState state) {
    return store.alone(
        id,
        () ->
            tenants
                .find(id)
                .map(
                    tenant ->
                        tenant.state() == TenantState.ERASED
                            ? tenant
                            : put(tenant, state, tenant.settings())));
  }

  private Tenant put(Tenant tenant, TenantState state, TenantSettings settings) {
    Tenant changed =
        new Tenant(tenant.id(), tenant.organisation(), tenant.residency(), state, settings);
    tenants.put(changed);
    return changed;
  }
}
