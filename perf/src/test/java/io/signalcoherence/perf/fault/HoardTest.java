package io.signalcoherence.perf.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import io.signalcoherence.perf.drill.DrillTables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keeps others from working, against a real PostgreSQL. */
final class HoardTest {

  private static LocalPostgres postgres;

  private Connection appending;

  @BeforeAll
  static void startPostgres() {
    postgres = LocalPostgres.start(LocalPostgresConfig.temporary());
  }

  @AfterAll
  static void stopPostgres() {
    postgres.close();
  }

  @BeforeEach
  void createTables() throws SQLException {
    appending = DrillTables.connect(postgres);
    DrillTables.create(appending);
    appending.setAutoCommit(false);
  }

  @AfterEach
  void dropTables() throws SQLException {
    appending.setAutoCommit(true);
    DrillTables.drop(appending);
    appending.close();
  }

  @Test
  void anAppendUnderWayCommitsBeforeItsTablesAreLocked() throws SQLException {
    run("LOCK TABLE signalcoherence.rollup_minute IN ROW EXCLUSIVE MODE");
    CompletableFuture<Hoard> hoard = CompletableFuture.supplyAsync(HoardTest::take);
    await().atMost(Duration.ofSeconds(30)).until(this::someoneWaits);
    run("INSERT INTO signalcoherence.ledger_commit VALUES (1, '7', 0)");
    appending.commit();
    try (Hoard taken = hoard.join()) {
      assertThat(taken.connections()).isPositive();
    }
  }

  @Test
  void neitherAppendsNorReadsOfScoresPassAndNobodyConnects() throws SQLException {
    try (Hoard taken = take()) {
      assertThat(taken.connections()).isGreaterThan(1);
      run("SET lock_timeout = '100ms'");
      assertThatThrownBy(() -> run("SELECT 1 FROM signalcoherence.rollup_minute"))
          .hasMessageContaining("lock timeout");
      appending.rollback();
      assertThatThrownBy(() -> DrillTables.connect(postgres))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("too many clients");
    }
    run("SELECT 1 FROM signalcoherence.rollup_minute");
  }

  private static Hoard take() {
    try {
      return Hoard.take(() -> DrillTables.connect(postgres));
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
  }

  private boolean someoneWaits() throws SQLException {
    try (Statement statement = appending.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = appending.createStatement()) {
      statement.execute(sql);
    }
  }
}
