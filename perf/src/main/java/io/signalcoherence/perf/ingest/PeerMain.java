package io.signalcoherence.perf.ingest;

import io.signalcoherence.adapter.http.HttpAddress;
import io.signalcoherence.adapter.http.HttpConfig;
import io.signalcoherence.adapter.http.HttpPorts;
import io.signalcoherence.adapter.http.HttpServer;
import io.signalcoherence.ports.in.DissentAnswer;
import io.signalcoherence.ports.in.ExploreSignals;
import io.signalcoherence.ports.in.IngestSignals;
import io.signalcoherence.ports.in.LookUpSignal;
import io.signalcoherence.ports.in.MetricsPage;
import io.signalcoherence.ports.in.ServiceHealth;
import io.signalcoherence.ports.in.TrailAnswer;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.out.RequestObserver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/**
 * What stands in for the service, in a process of its own: the service's HTTP surface over {@link
 * InstantReceipts} or {@link NaivePeer}. Ports and database come in its environment, as the
 * service's do.
 */
public final class PeerMain {

  /** The JDBC URL of the naive peer, with its login. */
  static final String URL = "PEER_DATABASE_URL";

  private static final int CONNECTIONS = 16;

  private PeerMain() {}

  /** Serves until the process ends; the argument is {@code instant} or {@code naive}. */
  public static void main(String[] arguments) throws SQLException, InterruptedException {
    IngestSignals ingest =
        arguments[0].equals("naive")
            ? new NaivePeer(System.getenv(URL), CONNECTIONS)
            : new InstantReceipts();
    HttpServer server =
        HttpServer.start(
            HttpConfig.STANDARD.withAddresses(
                address("SIGNALCOHERENCE_HTTP_PORT"), address("SIGNALCOHERENCE_MANAGEMENT_PORT")),
            ports(ingest));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    // The server's threads are daemons: this one keeps the process alive.
    new CountDownLatch(1).await();
  }

  private static HttpAddress address(String variable) {
    return new HttpAddress("127.0.0.1", Integer.parseInt(System.getenv(variable)));
  }

  private static HttpPorts ports(IngestSignals ingest) {
    ServiceHealth health = () -> new ServiceHealth.Readiness(true, List.of());
    MetricsPage metrics = accept -> new MetricsPage.Page("text/plain", "");
    LookUpSignal lookUp =
        (key, grant) ->
            CompletableFuture.completedFuture(
                new LookUpSignal.Lookup.Unavailable("peer", Duration.ofSeconds(1)));
    return new HttpPorts(
        new HttpPorts.Signals(ingest, lookUp),
        new HttpPorts.Reads(
            question -> CompletableFuture.failedFuture(new UnsupportedOperationException()),
            question -> CompletableFuture.failedFuture(new UnsupportedOperationException()),
            new NoExplorations()),
        new HttpPorts.Management(health, metrics),
        RequestObserver.NONE,
        new Principal("loopback", new Organisation("local")));
  }

  private static final class NoExplorations implements ExploreSignals {

    @Override
    public CompletionStage<DissentAnswer> dissent(DissentQuestion question) {
      return CompletableFuture.failedFuture(new UnsupportedOperationException());
    }

    @Override
    public CompletionStage<TrailAnswer> trail(TrailQuestion question) {
      return CompletableFuture.failedFuture(new UnsupportedOperationException());
    }
  }
}
