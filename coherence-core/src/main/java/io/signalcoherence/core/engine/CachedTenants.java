package io.signalcoherence.core.engine;

import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.out.TenantRegistry;
import java.util.List;
import java.util.Optional;

/** The registry, with changes that this engine sees at once. */
record CachedTenants(TenantRegistry registry, TenantCache cache) implements TenantRegistry {

  @Override
  public Optional<Tenant> find(TenantId id) {
    return registry.find(id);
  }

  @Override
  public List<Tenant> list() {
    return registry.list();
  }

  @Override
  public Tenant register(Tenant tenant) {
    try {
      return registry.register(tenant);
    } finally {
      cache.forget(tenant.id());
    }
  }

  @Override
  public Optional<Tenant> change(TenantId id, TenantSettings settings) {
    try {
      return registry.change(id, settings);
    } finally {
      cache.forget(id);
    }
  }

  @Override
  public Optional<Tenant> move(TenantId id, TenantState state) {
    try {
      return registry.move(id, state);
    } finally {
      cache.forget(id);
    }
  }
}
