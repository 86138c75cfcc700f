package io.signalcoherence.launcher.config;

import io.signalcoherence.adapter.neo4j.Neo4jConfig;
import io.signalcoherence.core.engine.FollowerSettings;

/** Whether the ledger is followed into a graph. */
public sealed interface GraphChoice {

  /** It is not: no address is set. */
  record None() implements GraphChoice {}

  /**
   * Into a Neo4j that others run.
   *
   * @param neo4j where it is
   * @param follower how the ledger is followed
   */
  record Neo4j(Neo4jConfig neo4j, FollowerSettings follower) implements GraphChoice {}
}
