package io.signalcoherence.core.engine;

/**
 * What stands beside a ledger, and may be away without harm to what is counted.
 *
 * @param graph what the ledger is followed into
 * @param caching where readings are kept
 */
public record Neighbours(GraphSide graph, Caching caching) {

  /** No graph and no cache. */
  public static final Neighbours NONE = new Neighbours(GraphSide.NONE, Caching.OFF);
}
