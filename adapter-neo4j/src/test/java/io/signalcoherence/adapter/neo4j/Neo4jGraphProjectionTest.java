package io.signalcoherence.adapter.neo4j;

import io.signalcoherence.ports.contract.GraphHarness;
import io.signalcoherence.ports.contract.GraphProjectionContract;

final class Neo4jGraphProjectionTest extends GraphProjectionContract {

  @Override
  protected GraphHarness openHarness() {
    return new Neo4jHarness();
  }
}
