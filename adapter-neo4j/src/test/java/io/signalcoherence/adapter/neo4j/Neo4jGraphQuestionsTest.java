package io.signalcoherence.adapter.neo4j;

import io.signalcoherence.ports.contract.GraphHarness;
import io.signalcoherence.ports.contract.GraphQuestionsContract;

final class Neo4jGraphQuestionsTest extends GraphQuestionsContract {

  @Override
  protected GraphHarness openHarness() {
    return new Neo4jHarness();
  }
}
