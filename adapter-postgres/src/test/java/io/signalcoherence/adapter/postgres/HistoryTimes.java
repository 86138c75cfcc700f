package io.signalcoherence.adapter.postgres;

import io.signalcoherence.ports.model.AsOfGrid;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.HistoryReading;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Measures what the costliest histories take on a server of its own: seconds of the statement and
 * of reading its answer. Arguments: pairs a day, days.
 */
final class HistoryTimes {

  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final int MOST_SUMS = 20_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private final TestLedger ledger;

  private HistoryTimes(TestLedger ledger) {
    this.ledger = ledger;
  }

  public static void main(String[] arguments) throws SQLException {
    int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 256;
    int days = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 160;
    PostgresConfig.Deadlines patient =
        new PostgresConfig.Deadlines(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofMinutes(10),
            Duration.ofSeconds(5),
            Duration.ofMinutes(9));
    try (TestLedger ledger = new TestLedger(patient)) {
      HistoryTimes times = new HistoryTimes(ledger);
      times.fill(pairs, days);
      int admitted = Math.max(1, MOST_SUMS / pairs);
      for (int round = 0; round < 3; round++) {
        times.measure("days, within the sums", Duration.ofDays(1), Math.min(admitted, days - 1));
        times.measure("days, beyond the sums", Duration.ofDays(1), days - 1);
        times.measure("hours", Duration.ofHours(1), MOST_SUMS / pairs);
        times.measure("days, mostly empty", Duration.ofDays(1), AsOfGrid.MOST_POINTS);
        times.measure("minutes, mostly empty", Duration.ofMinutes(1), AsOfGrid.MOST_POINTS);
        times.measure("37 minutes", Duration.ofMinutes(37), AsOfGrid.MOST_POINTS);
      }
    }
    TestServer.server().close();
  }

  /** Each pair in each hour, and in each minute of the hour after noon, where windows end. */
  private void fill(int pairs, int days) throws SQLException {
    ledger
        .ledger()
        .ensureMonths(
            IntStream.range(0, days / 28 + 2)
                .mapToObj(month -> YearMonth.from(FIRST).plusMonths(month))
                .toList());
    fill("rollup_hour", "hour", pairs, days, "24, 1, 0");
    fill("rollup_minute", "minute", pairs, days, "60, 60, 12");
    TestServer.asAdmin(ledger.database(), "VACUUM ANALYZE");
  }

  private void fill(String table, String column, int pairs, int days, String units) {
    String[] unit = units.split(", ", -1);
    TestServer.asAdmin(
        ledger.database(),
        """
        INSERT INTO signalcoherence.%s (%s, n, tenant_id, source, type, w, wv, w2)
        SELECT timestamptz '%s 00:00:00+00' + d * interval '1 day' + interval '%s hours'
                 + u * interval '1 hour' / %s,
               10, 'alpha', 'source-' || p, 'type', 10000000, 7500000000000000, 10000000000000
          FROM generate_series(0, %d) AS g (d), generate_series(0, %s - 1) AS h (u),
               generate_series(1, %d) AS i (p)
        """
            .formatted(table, column, FIRST, unit[2], unit[1], days - 1, unit[0], pairs));
  }

  private void measure(String what, Duration step, int points) {
    Instant noonOfTheSecond = Instant.parse(FIRST.plusDays(1) + "T12:30:00Z");
    AsOfGrid grid = new AsOfGrid(new EventTime(noonOfTheSecond), step, points);
    long began = System.nanoTime();
    Optional<HistoryReading> found =
        ledger.ports().windows().read(TestLedger.ALPHA, grid, MOST_SUMS);
    double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
    long sums =
        found.map(HistoryReading::cells).orElse(List.of()).stream()
            .mapToLong(cell -> cell.pairs().size())
            .sum();
    System.out.printf(
        "%-24s %6d points %7.3f s  %s%n",
        what, points, seconds, found.isPresent() ? sums + " sums" : "refused");
  }
}
