package io.signalcoherence.perf.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The audit of the tables, on a real PostgreSQL whose rows each test makes right or wrong by hand.
 */
final class TableAuditTest {

  private static final String SUMS =
      "INSERT INTO signalcoherence.%s SELECT tenant_id, count(*), sum(weight_e6),"
          + " sum(weight_e6::numeric * value_e9) FROM signalcoherence.ledger_signal GROUP BY"
          + " tenant_id";

  private static LocalPostgres postgres;

  private final Violations violations = new Violations();
  private final Journal journal = new Journal(100, new StringWriter(), violations);
  private final DrillSignal.Series series =
      new DrillSignal.Series(3, Instant.parse("2024-05-01T00:00:00Z"), 2);
  private Connection connection;

  @BeforeAll
  static void startPostgres() {
    postgres = LocalPostgres.start(LocalPostgresConfig.temporary());
  }

  @AfterAll
  static void stopPostgres() {
    postgres.close();
  }

  @BeforeEach
  void storeTenSignalsRightly() throws SQLException {
    connection = DrillTables.connect(postgres);
    DrillTables.create(connection);
    for (int i = 0; i < 10; i++) {
      DrillSignal signal = series.signal(journal.issue());
      Attempt attempt = journal.sending(Attempt.Purpose.DELIVER, List.of(signal));
      journal.told(attempt, List.of(new Told(Told.Kind.ACCEPTED, Optional.of(provenance(i)))));
      store(signal, provenance(i));
    }
    run("INSERT INTO signalcoherence.ledger_commit VALUES (1, '7', 10)");
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
  void whatIsStoredAsItWasSentPasses() throws SQLException {
    assertThat(audit()).isEmpty();
  }

  @Test
  void aMissingRowIsALostSignal() throws SQLException {
    run("DELETE FROM signalcoherence.ledger_signal WHERE signal_id = 'n-4'");
    assertThat(audit()).containsEntry(Violation.Kind.LOST, 1);
  }

  @Test
  void aRowWithoutAcknowledgementIsNoFault() throws SQLException {
    DrillSignal signal = series.signal(journal.issue());
    Attempt attempt = journal.sending(Attempt.Purpose.DELIVER, List.of(signal));
    journal.told(attempt, List.of(Told.UNKNOWN));
    store(signal, provenance(99));
    run("UPDATE signalcoherence.ledger_commit SET entries = 11");
    run("TRUNCATE signalcoherence.rollup_minute, signalcoherence.rollup_hour");
    run(SUMS.formatted("rollup_minute"));
    run(SUMS.formatted("rollup_hour"));
    assertThat(audit()).isEmpty();
  }

  @Test
  void aSecondRowOfAKeyIsDoubled() throws SQLException {
    run(
        "INSERT INTO signalcoherence.ledger_signal SELECT * FROM signalcoherence.ledger_signal"
            + " WHERE signal_id = 'n-4'");
    assertThat(audit()).containsEntry(Violation.Kind.DOUBLED, 1);
  }

  @Test
  void aRowOfAnotherAttemptThanTheAcknowledgedMeansItWasLost() throws SQLException {
    run(
        "UPDATE signalcoherence.ledger_signal SET provenance_id = gen_random_uuid() WHERE signal_id"
            + " = 'n-4'");
    assertThat(audit()).isEqualTo(Map.of(Violation.Kind.LOST, 1));
  }

  @Test
  void anotherValueIsAltered() throws SQLException {
    run("UPDATE signalcoherence.ledger_signal SET value_e9 = value_e9 + 1 WHERE signal_id = 'n-4'");
    assertThat(audit()).containsEntry(Violation.Kind.ALTERED, 1);
  }

  @Test
  void aRowThatNobodySentIsAPhantom() throws SQLException {
    store(series.signal(77), provenance(77));
    assertThat(audit()).containsEntry(Violation.Kind.PHANTOM, 1);
  }

  @Test
  void aSumThatCountsASignalTwiceIsDoubled() throws SQLException {
    run("UPDATE signalcoherence.rollup_hour SET n = n + 1 WHERE tenant_id = 'drill-00'");
    assertThat(audit()).isEqualTo(Map.of(Violation.Kind.DOUBLED, 1));
  }

  @Test
  void aSumThatIsOffByOneUnitIsWrong() throws SQLException {
    run("UPDATE signalcoherence.rollup_minute SET wv = wv - 1 WHERE tenant_id = 'drill-01'");
    assertThat(audit()).isEqualTo(Map.of(Violation.Kind.WRONG_SCORE, 1));
  }

  @Test
  void aCommitWithAnotherNumberOfEntriesIsAltered() throws SQLException {
    run("UPDATE signalcoherence.ledger_commit SET entries = 9");
    assertThat(audit()).isEqualTo(Map.of(Violation.Kind.ALTERED, 1));
  }

  private Map<Violation.Kind, Integer> audit() throws SQLException {
    new TableAudit(journal, series, violations).run(connection);
    return violations.counts();
  }

  private void store(DrillSignal signal, UUID provenance) throws SQLException {
    String sql =
        "INSERT INTO signalcoherence.ledger_signal VALUES (1, '7', ?, ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, signal.tenant());
      insert.setString(2, signal.source());
      insert.setString(3, signal.id());
      insert.setObject(4, signal.ts().atOffset(ZoneOffset.UTC));
      insert.setString(5, signal.type());
      insert.setLong(6, signal.content().value().movePointRight(9).longValueExact());
      insert.setLong(7, signal.content().weight().movePointRight(6).longValueExact());
      insert.setObject(8, provenance);
      insert.executeUpdate();
    }
  }

  private static UUID provenance(int number) {
    return new UUID(5, number);
  }

  private void run(String sql) throws SQLException {
    DrillTables.run(connection, sql);
  }
}
