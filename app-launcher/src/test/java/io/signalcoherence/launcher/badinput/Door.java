package io.signalcoherence.launcher.badinput;

import io.signalcoherence.adapter.http.HttpAddress;
import io.signalcoherence.adapter.http.HttpConfig;
import io.signalcoherence.adapter.http.HttpPorts;
import io.signalcoherence.adapter.http.HttpServer;
import io.signalcoherence.core.SignalCoherence;
import io.signalcoherence.core.memory.MemoryLedger;
import io.signalcoherence.ports.in.MetricsPage;
import io.signalcoherence.ports.in.ServiceHealth;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.PairLimit;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Retention;
import io.signalcoherence.ports.model.ShareWeight;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Thresholds;
import io.signalcoherence.ports.out.RequestObserver;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** The HTTP surface over the real engine and a ledger in memory, with one tenant, {@code t}. */
final class Door implements AutoCloseable {

  static final Instant NOW = Instant.parse("2025-06-01T12:34:56Z");
  private static final HttpAddress FREE = new HttpAddress("127.0.0.1", 0);

  private final SignalCoherence engine;
  private final HttpServer server;

  Door(HttpConfig config) {
    MemoryLedger ledger = MemoryLedger.create(InstantSource.fixed(NOW));
    Organisation organisation = new Organisation("local");
    engine = SignalCoherence.builder(ledger.ports()).clock(InstantSource.fixed(NOW)).build();
    engine
        .tenants()
        .register(
            new Tenant(
                new TenantId("t"),
                organisation,
                new Residency(new Cell("local"), Set.of(new Region("local"))),
                TenantState.ACTIVE,
                new TenantSettings(
                    Thresholds.STANDARD,
                    ShareWeight.ONE,
                    Retention.parse("standard-365d"),
                    PairLimit.STANDARD)));
    RequestObserver nobody = (route, method, status, took) -> {};
    HttpPorts ports =
        new HttpPorts(
            new HttpPorts.Signals(engine.ingest(), engine.lookUps()),
            new HttpPorts.Reads(engine.scores(), engine.histories(), engine.explorations()),
            new HttpPorts.Management(
                () -> new ServiceHealth.Readiness(true, List.of()),
                accept -> new MetricsPage.Page("text/plain", "")),
            nobody,
            new Principal("tester", organisation));
    server = HttpServer.start(config.withAddresses(FREE, FREE), ports);
  }

  InetSocketAddress at(BadInput.Port port) {
    return port == BadInput.Port.API ? server.apiAddress() : server.managementAddress();
  }

  @Override
  public void close() {
    server.close();
    engine.close();
  }
}
