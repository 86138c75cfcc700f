package io.signalcoherence.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.signalcoherence.core.SignalCoherence;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.ports.in.ServiceHealth;
import io.signalcoherence.ports.out.IngestObserver;
import io.signalcoherence.ports.out.Ledger;
import io.signalcoherence.ports.out.Ticker;
import java.time.InstantSource;
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
      IngestObserver observer,
      Clocks clocks,
      Lifecycle lifecycle) {
    return lifecycle.add(
        "engine",
        SignalCoherence.builder(ledger)
            .settings(configuration.engine())
            .observer(observer)
            .clock(clocks.clock())
            .ticker(clocks.ticker())
            .build());
  }

  @Provides
  @Singleton
  StoppableHealth health(SignalCoherence engine, Lifecycle lifecycle) {
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
    return new StoppableHealth(engine.health());
  }

  @Provides
  ServiceHealth health(StoppableHealth health) {
    return health;
  }

  @Provides
  Clocks clocks(InstantSource clock, Ticker ticker) {
    return new Clocks(clock, ticker);
  }

  /** The two clocks of the engine. */
  record Clocks(InstantSource clock, Ticker ticker) {}
}
