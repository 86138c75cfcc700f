package io.signalcoherence.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.signalcoherence.core.SignalCoherence;
import io.signalcoherence.core.engine.Caching;
import io.signalcoherence.core.engine.Neighbours;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.launcher.wiring.KafkaModule.KafkaDoor;
import io.signalcoherence.ports.in.ServiceHealth;
import io.signalcoherence.ports.in.ServiceHealth.Component;
import io.signalcoherence.ports.out.IngestObserver;
import io.signalcoherence.ports.out.Ledger;
import io.signalcoherence.ports.out.Ticker;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The engine, and the watch over it. */
final class EngineModule extends AbstractModule {

  @Provides
  @Singleton
  SignalCoherence engine(
      Configuration configuration,
      Ledger ledger,
      Neighbours neighbours,
      IngestObserver observer,
      Clocks clocks,
      Lifecycle lifecycle) {
    return lifecycle.add(
        "engine",
        SignalCoherence.builder(ledger)
            .settings(configuration.engine())
            .graph(neighbours.graph())
            .observer(observer)
            .caching(neighbours.caching())
            .clock(clocks.clock())
            .ticker(clocks.ticker())
            .build());
  }

  @Provides
  @Singleton
  StoppableHealth health(SignalCoherence engine, Beside beside, Lifecycle lifecycle) {
    engine.health().check();
    ScheduledExecutorService watch =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "signalcoherence-health");
              thread.setDaemon(true);
              return thread;
            });
    ScheduledFuture<?> checks =
        watch.scheduleWithFixedDelay(engine.health()::check, 1, 1, TimeUnit.SECONDS);
    lifecycle.add(
        "health",
        () -> {
          checks.cancel(false);
          watch.shutdown();
        });
    return new StoppableHealth(engine.health(), beside::components);
  }

  @Provides
  Beside beside(SharedCache cache, FollowedGraph graph, KafkaDoor kafka) {
    return new Beside(cache, graph, kafka);
  }

  /** The servers that the service works with and is ready without. */
  record Beside(SharedCache cache, FollowedGraph graph, KafkaDoor kafka) {

    List<Component> components() {
      List<Component> components = new ArrayList<>(cache.components());
      components.addAll(graph.components());
      components.addAll(kafka.components());
      return components;
    }
  }

  @Provides
  ServiceHealth health(StoppableHealth health) {
    return health;
  }

  @Provides
  Neighbours neighbours(FollowedGraph graph, Caching caching) {
    return new Neighbours(graph.side(), caching);
  }

  @Provides
  Clocks clocks(InstantSource clock, Ticker ticker) {
    return new Clocks(clock, ticker);
  }

  /** The two clocks of the engine. */
  record Clocks(InstantSource clock, Ticker ticker) {}
}
