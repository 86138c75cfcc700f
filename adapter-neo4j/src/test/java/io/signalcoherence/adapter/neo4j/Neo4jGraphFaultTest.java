package io.signalcoherence.adapter.neo4j;

import io.signalcoherence.ports.contract.GraphFaultContract;
import io.signalcoherence.ports.contract.GraphHarness;

final class Neo4jGraphFaultTest extends GraphFaultContract {

  @Override
  protected GraphHarness openHarness() {
    return new Neo4jHarness();
  }
}
