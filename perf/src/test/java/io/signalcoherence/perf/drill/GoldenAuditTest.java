package io.signalcoherence.perf.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import io.signalcoherence.perf.golden.GoldenGenerator;
import io.signalcoherence.perf.golden.GoldenLine;
import io.signalcoherence.perf.golden.GoldenManifest;
import io.signalcoherence.perf.golden.GoldenPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit of golden rows, on a real PostgreSQL whose rows each test makes right or wrong. */
final class GoldenAuditTest {

  private static final String SUMS =
      "INSERT INTO signalcoherence.%s SELECT tenant_id, count(*), sum(weight_e6),"
          + " sum(weight_e6::numeric * value_e9) FROM signalcoherence.ledger_signal GROUP BY"
          + " tenant_id";

  @TempDir private static Path folder;
  private static LocalPostgres postgres;
  private static GoldenManifest manifest;
  private static List<GoldenLine> lines;

  private final Violations violations = new Violations();
  private Connection connection;

  @BeforeAll
  static void prepare() throws IOException {
    postgres = LocalPostgres.start(LocalPostgresConfig.temporary());
    Path file = folder.resolve("golden.ndjson");
    manifest = GoldenGenerator.write(new GoldenPlan(3, LocalDate.of(2024, 1, 1), 1, 10), file);
    lines = GoldenLine.read(file);
  }

  @AfterAll
  static void stopPostgres() {
    postgres.close();
  }

  @BeforeEach
  void storeAllRightly() throws SQLException {
    connection = DrillTables.connect(postgres);
    DrillTables.create(connection);
    for (GoldenLine line : lines) {
      if (line.fate() == GoldenLine.Fate.ACCEPTED) {
        store(line);
      }
    }
    run(SUMS.formatted("rollup_minute"));
    run(SUMS.formatted("rollup_hour"));
  }

  @AfterEach
  void dropTables() throws SQLException {
    connection.setAutoCommit(true);
    DrillTables.drop(connection);
    connection.close();
  }

  @Test
  void eachLineThatCountsStoredOncePasses() throws SQLException {
    assertThat(new GoldenAudit(lines, manifest, violations).tables(connection)).isEqualTo(100);
    assertThat(violations.first()).isEmpty();
  }

  @Test
  void aMissingRowIsLost() throws SQLException {
    run(
        "DELETE FROM signalcoherence.ledger_signal WHERE ctid = (SELECT min(ctid) FROM"
            + " signalcoherence.ledger_signal)");
    assertThat(audit()).containsEntry(Violation.Kind.LOST, 1);
  }

  @Test
  void aSecondRowIsDoubled() throws SQLException {
    run(
        "INSERT INTO signalcoherence.ledger_signal SELECT * FROM signalcoherence.ledger_signal"
            + " LIMIT 1");
    assertThat(audit()).containsKey(Violation.Kind.DOUBLED);
  }

  @Test
  void anotherWeightIsAltered() throws SQLException {
    run(
        "UPDATE signalcoherence.ledger_signal SET weight_e6 = weight_e6 + 1 WHERE tenant_id ="
            + " 'golden-03'");
    assertThat(audit()).containsEntry(Violation.Kind.ALTERED, 10);
  }

  @Test
  void aKeyThatNobodySentIsAPhantom() throws SQLException {
    run(
        "UPDATE signalcoherence.ledger_signal SET signal_id = 'x' WHERE ctid = (SELECT min(ctid)"
            + " FROM signalcoherence.ledger_signal)");
    assertThat(audit()).isEqualTo(Map.of(Violation.Kind.PHANTOM, 1, Violation.Kind.LOST, 1));
  }

  @Test
  void aSumThatCountsASignalTwiceIsDoubledAndAMissingSumIsWrong() throws SQLException {
    run("UPDATE signalcoherence.rollup_hour SET n = n + 1 WHERE tenant_id = 'golden-00'");
    run("DELETE FROM signalcoherence.rollup_minute WHERE tenant_id = 'golden-01'");
    assertThat(audit()).isEqualTo(Map.of(Violation.Kind.DOUBLED, 1, Violation.Kind.WRONG_SCORE, 1));
  }

  private Map<Violation.Kind, Integer> audit() throws SQLException {
    new GoldenAudit(lines, manifest, violations).tables(connection);
    return violations.counts();
  }

  private void store(GoldenLine line) throws SQLException {
    String sql =
        "INSERT INTO signalcoherence.ledger_signal VALUES (1, '7', ?, ?, ?, ?, ?, ?, ?,"
            + " gen_random_uuid())";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, line.key().tenant());
      insert.setString(2, line.key().source());
      insert.setString(3, line.key().id());
      insert.setObject(4, line.key().ts().atOffset(ZoneOffset.UTC));
      insert.setString(5, line.content().type());
      insert.setLong(6, line.content().value().movePointRight(9).longValueExact());
      insert.setLong(7, line.content().weight().movePointRight(6).longValueExact());
      insert.executeUpdate();
    }
  }

  private void run(String sql) throws SQLException {
    DrillTables.run(connection, sql);
  }
}
