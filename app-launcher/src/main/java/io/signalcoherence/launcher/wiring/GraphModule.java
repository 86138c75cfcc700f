package io.signalcoherence.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.signalcoherence.adapter.postgres.PostgresLedger;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.launcher.config.GraphChoice;
import io.signalcoherence.launcher.wiring.EngineModule.Clocks;
import io.signalcoherence.ports.out.FollowerObserver;

/** The graph and its follower, if there is to be one. */
final class GraphModule extends AbstractModule {

  @Provides
  @Singleton
  FollowedGraph graph(
      Configuration configuration,
      PostgresLedger ledger,
      Clocks clocks,
      FollowerObserver observer,
      Lifecycle lifecycle) {
    if (configuration.graph() instanceof GraphChoice.Neo4j choice) {
      return lifecycle.add(
          "graph", FollowedGraph.open(choice, ledger.ports().reader(), clocks, observer));
    }
    return FollowedGraph.none();
  }
}
