package io.signalcoherence.launcher.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.signalcoherence.adapter.http.HttpPorts;
import io.signalcoherence.adapter.http.HttpServer;
import io.signalcoherence.adapter.http.JsonSignals;
import io.signalcoherence.adapter.http.ListenException;
import io.signalcoherence.core.SignalCoherence;
import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.ports.in.MetricsPage;
import io.signalcoherence.ports.in.ServiceHealth;
import io.signalcoherence.ports.in.SignalDecoder;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.out.RequestObserver;

/** The HTTP surface. */
final class HttpModule extends AbstractModule {

  @Provides
  @Singleton
  HttpServer server(
      Configuration configuration, HttpPorts ports, StoppableHealth health, Lifecycle lifecycle) {
    try {
      HttpServer server = lifecycle.add("http", HttpServer.start(configuration.http(), ports));
      // ended first: requests are sent elsewhere before the door is closed
      lifecycle.add("readiness", health::stopping);
      return server;
    } catch (ListenException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  @Provides
  HttpPorts ports(
      SignalCoherence engine,
      ServiceHealth health,
      MetricsPage metrics,
      RequestObserver observer,
      Principal caller) {
    return new HttpPorts(
        new HttpPorts.Signals(engine.ingest(), engine.lookUps()),
        new HttpPorts.Reads(engine.scores(), engine.histories(), engine.explorations()),
        new HttpPorts.Management(health, metrics),
        observer,
        caller);
  }

  @Provides
  @Singleton
  Principal caller(Configuration configuration) {
    return new Principal("loopback", configuration.organisation());
  }

  @Provides
  @Singleton
  SignalDecoder decoder() {
    return JsonSignals.decoder();
  }
}
