package io.signalcoherence.perf.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import io.signalcoherence.perf.drill.DrillTables;
import io.signalcoherence.perf.drill.StubService;
import io.signalcoherence.perf.drill.Violation;
import io.signalcoherence.perf.proxy.BytePipe;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The drill itself, on a small honest service whose PostgreSQL is really killed. */
@Tag("long")
final class FaultDrillTest {

  @Test
  void anHonestServiceLosesNothingAndSaysWhenToComeAgain() throws Exception {
    FaultFinding found = drill(Twist.NONE);
    assertThat(found.count().violations()).isEmpty();
    assertThat(found.count().rows()).isEqualTo(found.count().acknowledged()).isPositive();
    assertThat(found.count().scores()).isEqualTo(4 * FaultPlan.TENANTS);
    assertThat(found.answers().refused()).isPositive();
    assertThat(found.answers().other()).isZero();
    assertThat(found.health().notReadyMillis()).isNotNegative();
    assertThat(found.heal().acknowledgedMillis()).isNotNegative();
    assertThat(found.heal().readyMillis()).isNotNegative();
    assertThat(found.heal().unfinished()).isZero();
  }

  @Test
  void aFrontThatAnswersBeforeTheCommitIsNoticed() throws Exception {
    FaultFinding found = drill(Twist.ACK_BEFORE_COMMIT);
    assertThat(found.passed()).as(found.broken().toString()).isTrue();
    assertThat(found.count().count(Violation.Kind.LOST)).isPositive();
    assertThat(found.broken()).extracting(Broken::law).contains(Broken.Law.COUNTS_ONCE);
  }

  @Test
  void whatIsAwayBesideTheLedgerIsToldAndChangesNothing() throws Exception {
    FaultPlan plan = new FaultPlan(7, 5, 40, Twist.NONE);
    try (StubFaultRig rig = new StubFaultRig()) {
      Neighbour redis = rig.besideIt();
      FaultFinding found =
          new FaultDrill(plan, Outage.REDIS_KILLED, rig, Writer.nullWriter(), Path.of("")).run();
      assertThat(found.count().violations()).isEmpty();
      assertThat(found.count().rows()).isEqualTo(found.count().acknowledged()).isPositive();
      BesideFinding beside = Objects.requireNonNull(found.beside());
      assertThat(beside.ingest().notServed()).isZero();
      assertThat(beside.reads().withToken()).isPositive();
      assertThat(beside.reads().older()).isZero();
      assertThat(beside.told().missedMillis()).isNotNegative();
      assertThat(beside.told().degradedMillis()).isNotNegative();
      assertThat(beside.caughtUp().caughtUpMillis()).isNotNegative();
      assertThat(redis.wasMet(Outage.Kind.KILLED)).isTrue();
      assertThat(new FaultReport(Twist.NONE, 5, List.of(found), List.of(), List.of()).text())
          .contains("| redis-killed |");
    }
  }

  private static FaultFinding drill(Twist control) throws Exception {
    FaultPlan plan = new FaultPlan(7, 5, 40, control);
    try (FaultRig rig = new StubFaultRig()) {
      return new FaultDrill(plan, Outage.POSTGRES_KILLED, rig, Writer.nullWriter(), Path.of(""))
          .run();
    }
  }

  /** The stub service on a PostgreSQL that is killed and started again. */
  private static final class StubFaultRig implements FaultRig {

    private final LocalPostgres postgres = LocalPostgres.start(LocalPostgresConfig.temporary());
    private final StubService service;
    private final HttpServer management;
    private Optional<StubNeighbour> neighbour = Optional.empty();

    private StubFaultRig() throws IOException, SQLException {
      try (Connection connection = connect()) {
        DrillTables.create(connection);
        DrillTables.addKeys(connection);
      }
      service = StubService.start(postgres, 0);
      management = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      answer(Probe.LIVE, () -> 200);
      answer(Probe.READY, () -> postgres.isRunning() ? 200 : 503);
      management.createContext("/metrics", this::tellMetrics);
      management.start();
    }

    private void answer(String path, IntSupplier status) {
      management.createContext(
          path,
          exchange -> {
            exchange.sendResponseHeaders(status.getAsInt(), -1);
            exchange.close();
          });
    }

    /** From now on what fails is a server that the service only looks at. */
    private Neighbour besideIt() throws IOException {
      neighbour = Optional.of(new StubNeighbour());
      return neighbour.get();
    }

    private void tellMetrics(HttpExchange exchange) throws IOException {
      int away = serverRuns() ? 0 : 1;
      byte[] page =
          """
          cache_shared_away %d
          service_component_ok{component="redis"} %d
          """
              .formatted(away, 1 - away)
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
      exchange.close();
    }

    @Override
    public Optional<Neighbour> neighbour() {
      return neighbour.map(each -> each);
    }

    @Override
    public URI base() {
      return URI.create("http://127.0.0.1:" + service.port());
    }

    @Override
    public URI management() {
      return URI.create("http://127.0.0.1:" + management.getAddress().getPort());
    }

    @Override
    public Connection connect() throws SQLException {
      return DrillTables.connect(postgres);
    }

    @Override
    public void breakIt() throws IOException, InterruptedException {
      if (neighbour.isPresent()) {
        neighbour.get().breakIt(Outage.Kind.KILLED);
      } else {
        postgres.kill();
      }
    }

    @Override
    public void mendIt() throws IOException, InterruptedException {
      if (neighbour.isPresent()) {
        neighbour.get().mendIt(Outage.Kind.KILLED);
      } else {
        postgres.restart();
      }
    }

    @Override
    public Footprint footprint() {
      return new Footprint(1, 1, 1);
    }

    @Override
    public String note() {
      return "";
    }

    @Override
    public void close() throws IOException {
      management.stop(0);
      if (neighbour.isPresent()) {
        neighbour.get().close();
      }
      try {
        service.kill();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      postgres.close();
    }
  }

  /** A process that is there or not, and nothing else. */
  private static final class StubNeighbour extends Neighbour {

    private volatile boolean running = true;

    private StubNeighbour() throws IOException {
      super(BytePipe.start(1));
    }

    @Override
    long pid() {
      return -1;
    }

    @Override
    boolean isRunning() {
      return running;
    }

    @Override
    void kill() {
      running = false;
    }

    @Override
    void restart() {
      running = true;
    }

    @Override
    Map<String, String> settings() {
      return Map.of();
    }

    @Override
    String alert(Outage.Kind kind) {
      return "SharedCacheAway";
    }

    @Override
    Duration toldWithin() {
      return Duration.ofSeconds(4);
    }

    @Override
    boolean isMissed(Outage.Kind kind, Scrape seen) {
      return seen.orZero("cache_shared_away") > 0;
    }

    @Override
    boolean isMadeUpFor(Scrape seen, int perSecond) {
      return !isMissed(Outage.Kind.KILLED, seen);
    }
  }
}
