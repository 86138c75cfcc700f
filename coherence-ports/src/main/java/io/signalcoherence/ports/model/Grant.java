package io.signalcoherence.ports.model;

import java.util.Set;

/** The tenants that a caller was granted. */
public sealed interface Grant {

  /** Whether it covers a tenant. */
  boolean covers(TenantId tenant);

  /** Every tenant: for an operator, or the loopback profile. */
  record EveryTenant() implements Grant {
    @Override
    public boolean covers(TenantId tenant) {
      return true;
    }
  }

  /**
   * Named tenants alone.
   *
   * @param tenants which
   */
  record Tenants(Set<TenantId> tenants) implements Grant {
    /** Copies the set. */
    public Tenants {
      tenants = Set.copyOf(tenants);
    }

    @Override
    public boolean covers(TenantId tenant) {
      return tenants.contains(tenant);
    }
  }
}
