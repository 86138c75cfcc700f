package io.signalcoherence.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.signalcoherence.adapter.postgres.PostgresLedger;
import io.signalcoherence.adapter.redis.RedisReadings;
import io.signalcoherence.core.engine.Caching;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.launcher.metrics.CacheMetrics;
import io.signalcoherence.launcher.metrics.ServiceGauges;
import io.signalcoherence.launcher.metrics.Telemetry;
import io.signalcoherence.ports.out.ReadingObserver;

/** Where readings are kept: in this process, and in a Redis if one is named. */
final class CacheModule extends AbstractModule {

  @Provides
  @Singleton
  SharedCache shared(
      Configuration configuration,
      PostgresLedger ledger,
      Telemetry telemetry,
      Lifecycle lifecycle) {
    SharedCache shared =
        new SharedCache(
            configuration
                .redis()
                .map(redis -> lifecycle.add("redis", RedisReadings.open(redis, ledger::epoch))));
    ServiceGauges.sharedCache(telemetry, shared::isAway);
    return shared;
  }

  @Provides
  @Singleton
  Caching caching(Configuration configuration, SharedCache shared, ReadingObserver observer) {
    return new Caching(configuration.cache(), shared.readings(), observer);
  }

  @Provides
  @Singleton
  ReadingObserver observer(Telemetry telemetry) {
    return new CacheMetrics(telemetry);
  }
}
