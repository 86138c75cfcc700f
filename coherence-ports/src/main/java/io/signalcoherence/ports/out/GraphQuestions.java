package io.signalcoherence.ports.out;

import io.signalcoherence.ports.model.Dissent;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.Trail;
import io.signalcoherence.ports.model.Window;
import java.util.List;
import java.util.Optional;

/**
 * Questions about single signals and how they hang together, which sums can't answer. Calls
 * overlap, on the engine's reader threads, and block within the adapter's deadlines; each only
 * reads and is safe to retry. An answer is about what the graph holds, which lags behind the
 * ledger. It may see a part of a transaction that commits meanwhile. No tenant but the one asked
 * about can be seen through it.
 */
public interface GraphQuestions {

  /**
   * Which sources disagree with the tenant's others, and since when, as {@link
   * io.signalcoherence.ports.model.Dissenter} and {@link Dissent} define it.
   *
   * @param window whose signals count
   * @param threshold how far apart the means of a source and of the others must be, above 0
   * @return in the order of the sources' names; none if none disagrees or there is no such tenant
   * @throws io.signalcoherence.ports.error.InvalidValueException if the threshold is 0
   */
  List<Dissent> dissent(TenantId tenant, Window window, Ratio threshold);

  /**
   * What else an admission touched: the other signals of its request.
   *
   * @param admission the provenance id of a signal of the tenant
   * @param most the most others to return, 0 or more
   * @return empty if the tenant has no such signal, or the graph does not hold it yet
   */
  Optional<Trail> trail(TenantId tenant, ProvenanceId admission, int most);
}
