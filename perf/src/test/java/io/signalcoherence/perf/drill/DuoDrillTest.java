package io.signalcoherence.perf.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The drill of two services, on two small honest ones that share a PostgreSQL. */
@Tag("long")
final class DuoDrillTest {

  @Test
  void honestServicesPassAndAHeldTenantStopsNoOther() throws Exception {
    DuoReport report = drill(Control.NONE);
    assertThat(report.first()).isEmpty();
    assertThat(report.passed()).isTrue();
    assertThat(report.load().accepted()).isEqualTo(200);
    assertThat(report.load().duplicates()).isEqualTo(200 * 15);
    assertThat(report.lanes().sharing()).isZero();
    assertThat(report.lanes().refusals()).isPositive();
    assertThat(report.audit().rows()).isGreaterThan(200);
  }

  @Test
  void aMissingKeyIsNoticed() throws Exception {
    DuoReport report = drill(Control.NO_UNIQUE);
    assertThat(report.passed()).as(report.text()).isTrue();
    assertThat(report.violations()).containsKey(Violation.Kind.DOUBLED);
  }

  private static DuoReport drill(Control control) throws Exception {
    try (DuoRig rig = new StubDuo()) {
      DuoPlan plan = new DuoPlan(5, 200, 2, control);
      return new DuoDrill(plan, rig, new PrintWriter(Writer.nullWriter())).run();
    }
  }

  /** Two stub services on one PostgreSQL. */
  private static final class StubDuo implements DuoRig {

    private final LocalPostgres postgres = LocalPostgres.start(LocalPostgresConfig.temporary());
    private final List<StubService> services;

    private StubDuo() throws IOException, SQLException {
      try (Connection connection = connect()) {
        DrillTables.create(connection);
        DrillTables.addKeys(connection);
      }
      services = List.of(StubService.start(postgres, 0), StubService.start(postgres, 0));
    }

    @Override
    public List<URI> bases() {
      return services.stream()
          .map(service -> URI.create("http://127.0.0.1:" + service.port()))
          .toList();
    }

    @Override
    public Connection connect() throws SQLException {
      return DrillTables.connect(postgres);
    }

    @Override
    public void close() {
      try {
        for (StubService service : services) {
          service.kill();
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      postgres.close();
    }
  }
}
