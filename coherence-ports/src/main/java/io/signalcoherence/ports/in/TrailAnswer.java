package io.signalcoherence.ports.in;

import io.signalcoherence.ports.model.Trail;
import java.time.Duration;

/** What became of a {@link ExploreSignals.TrailQuestion}. */
public sealed interface TrailAnswer {

  /**
   * What the admission touched.
   *
   * @param trail its signal, and the others of its request
   * @param lag how far the graph lagged behind the ledger
   */
  record Found(Trail trail, Duration lag) implements TrailAnswer {}

  /**
   * The graph holds no such signal of a tenant that the caller was granted; it may not hold it yet.
   *
   * @param lag how far the graph lagged behind the ledger
   */
  record NotFound(Duration lag) implements TrailAnswer {}

  /** No graph was given, and the ledger can't answer this: asked again, it is the same. */
  record NoGraph() implements TrailAnswer {}

  /**
   * The graph, or who the tenant is, could not be read now; the ledger can't answer this.
   *
   * @param code the failure's stable code
   * @param retryAfter how long to wait, at least one second
   */
  record Unavailable(String code, Duration retryAfter) implements TrailAnswer {}
}
