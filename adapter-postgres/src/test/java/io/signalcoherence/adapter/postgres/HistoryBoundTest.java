package io.signalcoherence.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.model.AsOfGrid;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.HistoryReading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However much a tenant has stored, a history reads no more rows than it may. */
final class HistoryBoundTest {

  private static final int PAIRS = 100;
  private static final int DAYS = 31;
  private static final int ROWS = PAIRS * DAYS * 24;
  private static final Pattern READ = Pattern.compile("Append \\(actual rows=(\\d+)");

  private final TestLedger ledger = new TestLedger();

  @BeforeEach
  void storeEachPairInEachHourOfAMonth() {
    ledger.ledger().ensureMonths(List.of(YearMonth.of(2024, 3)));
    TestServer.asAdmin(
        ledger.database(),
        """
        INSERT INTO signalcoherence.rollup_hour (hour, n, tenant_id, source, type, w, wv, w2)
        SELECT h, 2, 'alpha', 's' || p, 't', 2000000, 1000000000000000, 2000000000000
          FROM generate_series(timestamptz '2024-03-01 00:00:00+00',
                               timestamptz '2024-03-31 23:00:00+00', interval '1 hour') AS g (h),
               generate_series(1, %d) AS i (p)
        """
            .formatted(PAIRS));
  }

  @AfterEach
  void closeLedger() {
    ledger.close();
  }

  @Test
  void historyOfTooManySumsIsGivenUpAfterTheRowsThatItMayHave() throws SQLException {
    AsOfGrid month = days(DAYS);
    assertThat(HistoryQuery.mostRows(500)).isEqualTo(20_000).isLessThan(ROWS);

    assertThat(rowsRead(month, 500)).isEqualTo(20_001);
    assertThat(read(month, 500)).isEmpty();
  }

  @Test
  void historyWithinItsSumsReadsEachRowOnce() throws SQLException {
    AsOfGrid month = days(DAYS);
    int sums = PAIRS * DAYS;

    assertThat(rowsRead(month, sums)).isEqualTo(ROWS);
    assertThat(read(month, sums).orElseThrow().cells())
        .hasSize(DAYS)
        .allSatisfy(
            cell ->
                assertThat(cell.pairs())
                    .hasSize(PAIRS)
                    .allSatisfy(pair -> assertThat(pair.sums().count()).isEqualTo(48)));
    assertThat(read(month, sums - 1)).isEmpty();
  }

  /** What is read and taken out again is no sum, but it is work. */
  @Test
  void pairsOfACutHourThatLieOutsideItsCellsAreBoundedToo() throws SQLException {
    TestServer.asAdmin(
        ledger.database(),
        """
        INSERT INTO signalcoherence.rollup_minute (minute, n, tenant_id, source, type, w, wv, w2)
        SELECT hour, n, tenant_id, source, type, w, wv, w2 FROM signalcoherence.rollup_hour
        """);
    AsOfGrid cut = new AsOfGrid(EventTime.parse("2024-03-02T00:20:00Z"), Duration.ofHours(1), 700);

    assertThat(rowsRead(cut, 1)).isEqualTo(HistoryQuery.mostRows(1) + 1);
    assertThat(read(cut, 1)).isEmpty();
  }

  /** Each cell begins and ends at half past, so that it is 60 rows of minutes for each pair. */
  @Test
  void historyWhoseSumsFitIsGivenUpForItsRowsAlone() throws SQLException {
    int pairs = 256;
    storeMinutes("2024-05-10 00:30:00+00", 60, pairs);
    AsOfGrid halves =
        new AsOfGrid(EventTime.parse("2024-05-10T01:29:30Z"), Duration.ofHours(1), 25);
    assertThat(HistoryQuery.mostRows(pairs)).isLessThan(60L * pairs);

    assertThat(rowsRead(halves, pairs)).isEqualTo(HistoryQuery.mostRows(pairs) + 1);
    assertThat(read(halves, pairs)).isEmpty();
    assertThat(read(halves, 2 * pairs).orElseThrow().cells())
        .singleElement()
        .satisfies(cell -> assertThat(cell.pairs()).hasSize(pairs));
  }

  /** The hour in which the window begins holds something before it only, and is taken out again. */
  @Test
  void historyOfRowsThatAddUpToNoSumIsGivenUpForThemToo() throws SQLException {
    int pairs = 501;
    int mostSums = 263;
    int rows = pairs * (1 + 20);
    storeMinutes("2024-05-10 00:00:00+00", 20, pairs);
    storeHourOfTheMinutes();
    AsOfGrid none = new AsOfGrid(EventTime.parse("2024-05-11T00:20:00Z"), Duration.ofHours(1), 1);
    assertThat(rows).as("all are read").isEqualTo(HistoryQuery.mostRows(mostSums) + 1);

    assertThat(rowsRead(none, mostSums)).isEqualTo(rows);
    assertThat(read(none, mostSums)).isEmpty();
    assertThat(read(none, pairs).orElseThrow().cells()).isEmpty();
  }

  private void storeMinutes(String from, int minutes, int pairs) {
    ledger.ledger().ensureMonths(List.of(YearMonth.of(2024, 5)));
    TestServer.asAdmin(
        ledger.database(),
        """
        INSERT INTO signalcoherence.rollup_minute (minute, n, tenant_id, source, type, w, wv, w2)
        SELECT timestamptz '%s' + m * interval '1 minute', 1, 'alpha', 's' || p, 't',
               1000000, 500000000000000, 1000000000000
          FROM generate_series(0, %d - 1) AS g (m), generate_series(1, %d) AS i (p)
        """
            .formatted(from, minutes, pairs));
  }

  private void storeHourOfTheMinutes() {
    TestServer.asAdmin(
        ledger.database(),
        """
        INSERT INTO signalcoherence.rollup_hour (hour, n, tenant_id, source, type, w, wv, w2)
        SELECT date_trunc('hour', minute, 'UTC'), sum(n), tenant_id, source, type, sum(w), sum(wv), sum(w2)
          FROM signalcoherence.rollup_minute
         GROUP BY date_trunc('hour', minute, 'UTC'), tenant_id, source, type
        """);
  }

  private Optional<HistoryReading> read(AsOfGrid grid, int mostSums) {
    return ledger.ports().windows().read(TestLedger.ALPHA, grid, mostSums);
  }

  /** Each window is one UTC day. */
  private static AsOfGrid days(int count) {
    return new AsOfGrid(EventTime.parse("2024-03-01T23:59:30Z"), Duration.ofDays(1), count);
  }

  /** The rows of both rollups that a statement read, by its plan. */
  private long rowsRead(AsOfGrid grid, int mostSums) throws SQLException {
    PostgresConfig config = ledger.config();
    try (Connection app =
            SessionSource.serving(config, config.logins().app(), "explain").getConnection();
        PreparedStatement statement =
            app.prepareStatement(
                "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) "
                    + HistoryQuery.READ)) {
      TestLedger.query(app, "SELECT set_config('signalcoherence.tenants', '{alpha}', false)");
      Object[] bindings = new HistoryQuery(TestLedger.ALPHA, grid, mostSums).bindings();
      for (int i = 0; i < bindings.length; i++) {
        statement.setObject(i + 1, bindings[i]);
      }
      StringBuilder plan = new StringBuilder();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
      Matcher read = READ.matcher(plan);
      assertThat(read.find()).as(plan.toString()).isTrue();
      return Long.parseLong(read.group(1));
    }
  }
}
