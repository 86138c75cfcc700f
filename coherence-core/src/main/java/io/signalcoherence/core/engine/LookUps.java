package io.signalcoherence.core.engine;

import io.signalcoherence.ports.in.LookUpSignal;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.out.SignalStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Finds stored signals for those who were granted their tenant. */
record LookUps(TenantCache tenants, SignalStore store, Reads reads) implements LookUpSignal {

  @Override
  public CompletionStage<Lookup> lookUp(SignalKey key, Grant grant) {
    if (!grant.covers(key.tenant())) {
      return CompletableFuture.completedFuture(new Lookup.NotFound());
    }
    return reads.run(wanted -> find(key, wanted), Lookup.Unavailable::new);
  }

  private Lookup find(SignalKey key, BooleanSupplier wanted) {
    boolean readable =
        tenants
            .read(key.tenant())
            .tenant()
            .filter(tenant -> tenant.state() != TenantState.ERASED)
            .isPresent();
    if (!readable) {
      return new Lookup.NotFound();
    }
    Reads.giveUpUnless(wanted);
    return store
        .find(key)
        .<Lookup>map(stored -> new Lookup.Found(stored.record(), stored.token()))
        .orElseGet(Lookup.NotFound::new);
  }
}
