package io.signalcoherence.ports.out;

import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import java.util.List;
import java.util.Optional;

/**
 * Holds the registered tenants. Calls overlap and block within the adapter's deadlines; each is one
 * transaction and safe to retry. A change is seen by every later call, in every process.
 */
public interface TenantRegistry {

  /** The tenant of a name, in whatever state. */
  Optional<Tenant> find(TenantId id);

  /** All tenants in the order of their names. */
  List<Tenant> list();

  /**
   * Registers a tenant if its name is free.
   *
   * @return the tenant as registered: the given one, or the one that held the name already,
   *     unchanged
   * @throws io.signalcoherence.ports.error.InvalidValueException if the cell is not known here, or
   *     if the cell has a region that is not allowed to the tenant; nothing was done
   */
  Tenant register(Tenant tenant);

  /**
   * Replaces the settings.
   *
   * @return the tenant with the new settings; empty if there is no such tenant
   */
  Optional<Tenant> change(TenantId id, TenantSettings settings);

  /**
   * Moves a tenant on in its life: from active to draining, from either to erased, from draining
   * back to active. An erased tenant stays erased. Once this has answered that a tenant is not
   * active, no append that was under way wins a key of it any more.
   *
   * @return the tenant as it is now; empty if there is no such tenant
   */
  Optional<Tenant> move(TenantId id, TenantState state);
}
