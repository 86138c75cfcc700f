package io.signalcoherence.perf.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The drill itself, on a small honest service and a PostgreSQL that is really killed. */
@Tag("long")
final class DrillTest {

  @Test
  void anHonestServicePassesAndEachKillHadAnAppendInFlight() throws Exception {
    DrillReport report = drill(Control.NONE, new DrillPlan.Faults(3, 2, 0), 3000, 1500);
    assertThat(report.first()).isEmpty();
    assertThat(report.passed()).isTrue();
    assertThat(report.counted(Fault.Target.SERVICE)).isEqualTo(3);
    assertThat(report.counted(Fault.Target.POSTGRES)).isEqualTo(2);
    assertThat(report.counts().acknowledged()).isGreaterThanOrEqualTo(3000);
    assertThat(report.counts().rows()).isEqualTo(report.counts().acknowledged());
    assertThat(report.counts().duplicates()).isPositive();
    assertThat(report.counts().conflicts()).isPositive();
    assertThat(report.counts().scores()).isEqualTo(12);
  }

  @ParameterizedTest
  @EnumSource(
      value = Control.class,
      names = {"SYNC_OFF", "NO_UNIQUE", "ACK_BEFORE_COMMIT"})
  void eachControlIsNoticed(Control control) throws Exception {
    int serviceKills = control == Control.ACK_BEFORE_COMMIT ? 4 : 1;
    int postgresKills = control == Control.SYNC_OFF ? 4 : 0;
    // more than the stand-in can store, so that something is under way when it is killed
    int perSecond = control == Control.ACK_BEFORE_COMMIT ? 4000 : 1500;
    DrillReport report =
        drill(control, new DrillPlan.Faults(serviceKills, postgresKills, 0), 500, perSecond);
    assertThat(report.passed()).as(report.text()).isTrue();
    assertThat(report.violations()).isNotEmpty();
  }

  private static DrillReport drill(
      Control control, DrillPlan.Faults faults, int acknowledged, int perSecond) throws Exception {
    DrillPlan plan =
        new DrillPlan(
            11,
            faults,
            new DrillPlan.Load(acknowledged, 6, perSecond, 3),
            control,
            Duration.ofSeconds(30));
    try (Rig rig = new StubRig()) {
      PrintWriter out = new PrintWriter(Writer.nullWriter());
      return new Drill(plan, rig, new StringWriter(), out).run();
    }
  }

  /** The stub service, killed by dropping its answers, on a PostgreSQL killed by SIGKILL. */
  private static final class StubRig implements Rig {

    private final LocalPostgres postgres = LocalPostgres.start(LocalPostgresConfig.temporary());
    private StubService service;
    private boolean alive;

    private StubRig() throws IOException, SQLException {
      try (Connection connection = connect()) {
        DrillTables.create(connection);
        DrillTables.addKeys(connection);
      }
      service = StubService.start(postgres, 0);
      alive = true;
    }

    @Override
    public void start() {}

    @Override
    public URI base() {
      return URI.create("http://127.0.0.1:" + service.port());
    }

    @Override
    public Connection connect() throws SQLException {
      return DrillTables.connect(postgres);
    }

    @Override
    public void killService() {
      try {
        service.kill();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      alive = false;
    }

    @Override
    public boolean killPostgres() {
      postgres.kill();
      return true;
    }

    @Override
    public boolean revive(Duration limit) throws IOException {
      if (!postgres.isRunning()) {
        postgres.restart();
      }
      if (!alive) {
        service = StubService.start(postgres, service.port());
        alive = true;
      }
      return true;
    }

    @Override
    public long cuts() {
      return 0;
    }

    @Override
    public void close() {
      killService();
      postgres.close();
    }
  }
}
