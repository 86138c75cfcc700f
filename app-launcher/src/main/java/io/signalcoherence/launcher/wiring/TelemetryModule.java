package io.signalcoherence.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.signalcoherence.adapter.postgres.PostgresLedger;
import io.signalcoherence.core.SignalCoherence;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.launcher.metrics.FollowerMetrics;
import io.signalcoherence.launcher.metrics.IngestMetrics;
import io.signalcoherence.launcher.metrics.ProcessMetrics;
import io.signalcoherence.launcher.metrics.RequestMetrics;
import io.signalcoherence.launcher.metrics.ServiceGauges;
import io.signalcoherence.launcher.metrics.StreamMetrics;
import io.signalcoherence.launcher.metrics.Telemetry;
import io.signalcoherence.ports.in.MetricsPage;
import io.signalcoherence.ports.out.FollowerObserver;
import io.signalcoherence.ports.out.IngestObserver;
import io.signalcoherence.ports.out.RequestObserver;
import io.signalcoherence.ports.out.StreamObserver;
import io.signalcoherence.ports.out.Ticker;

/** What the service tells of itself in numbers. */
final class TelemetryModule extends AbstractModule {

  @Provides
  @Singleton
  Telemetry telemetry(Lifecycle lifecycle) {
    return lifecycle.add("telemetry", new Telemetry());
  }

  /** The page shows the parts themselves, so asking for it starts them. */
  @Provides
  @Singleton
  MetricsPage page(
      Telemetry telemetry,
      Configuration configuration,
      SignalCoherence engine,
      StoppableHealth health,
      Stores stores,
      KafkaModule.KafkaDoor kafka) {
    ServiceGauges.backlog(
        telemetry,
        () -> engine.backlog().total(),
        () -> StreamMetrics.lag(kafka.condition()),
        configuration.engine().queues().total(),
        engine::sheddingLanes);
    ServiceGauges.ledger(
        telemetry,
        engine.health()::horizonAge,
        stores.months()::count,
        stores.ledger()::countedWithRest);
    ServiceGauges.readiness(telemetry, health);
    FollowerMetrics.lag(telemetry, stores.graph()::lag);
    stores.graph().follow();
    StreamMetrics.gauges(telemetry, kafka::condition);
    ProcessMetrics.register(telemetry);
    return telemetry;
  }

  @Provides
  Stores stores(PostgresLedger ledger, MonthsAhead months, FollowedGraph graph) {
    return new Stores(ledger, months, graph);
  }

  /** Where signals lie, each with what it tells of itself. */
  record Stores(PostgresLedger ledger, MonthsAhead months, FollowedGraph graph) {}

  @Provides
  @Singleton
  IngestObserver ingest(Telemetry telemetry, Ticker ticker) {
    return new IngestMetrics(telemetry, ticker);
  }

  @Provides
  @Singleton
  FollowerObserver follower(Telemetry telemetry) {
    return new FollowerMetrics(telemetry);
  }

  @Provides
  @Singleton
  StreamObserver stream(Telemetry telemetry) {
    return new StreamMetrics(telemetry);
  }

  @Provides
  @Singleton
  RequestObserver requests(Telemetry telemetry) {
    return new RequestMetrics(telemetry);
  }
}
