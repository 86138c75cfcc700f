package io.signalcoherence.perf.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** The drill itself, on a small honest service whose PostgreSQL is really killed. */
final class FaultDrillTest {

  @Test
  void anHonestServiceLosesNothingAndSaysWhenToComeAgain() throws Exception {
    FaultFinding found = drill(Control.NONE);
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
    FaultFinding found = drill(Control.ACK_BEFORE_COMMIT);
    assertThat(found.passed()).as(found.broken().toString()).isTrue();
    assertThat(found.count().count(Violation.Kind.LOST)).isPositive();
    assertThat(found.broken()).extracting(Broken::law).contains(Broken.Law.COUNTS_ONCE);
  }

  private static FaultFinding drill(Control control) throws Exception {
    FaultPlan plan = new FaultPlan(7, 5, 40, control);
    try (FaultRig rig = new StubFaultRig()) {
      return new FaultDrill(plan, Outage.KILLED, rig, Writer.nullWriter()).run();
    }
  }

  /** The stub service on a PostgreSQL that is killed and started again. */
  private static final class StubFaultRig implements FaultRig {

    private final LocalPostgres postgres = LocalPostgres.start(LocalPostgresConfig.temporary());
    private final StubService service;
    private final HttpServer management;

    private StubFaultRig() throws IOException, SQLException {
      try (Connection connection = connect()) {
        DrillTables.create(connection);
        DrillTables.addKeys(connection);
      }
      service = StubService.start(postgres, 0);
      management = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      answer(Probe.LIVE, () -> 200);
      answer(Probe.READY, () -> postgres.isRunning() ? 200 : 503);
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
    public void breakIt() {
      postgres.kill();
    }

    @Override
    public void mendIt() {
      postgres.restart();
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
    public void close() {
      management.stop(0);
      try {
        service.kill();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      postgres.close();
    }
  }
}
