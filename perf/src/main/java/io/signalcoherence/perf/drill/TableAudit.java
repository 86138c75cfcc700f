package io.signalcoherence.perf.drill;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Compares the tables with what was promised, row by row. */
public final class TableAudit {

  private static final String SIGNALS =
      "SELECT tenant_id, source, signal_id, ts, type, value_e9, weight_e6, provenance_id"
          + " FROM signalcoherence.ledger_signal WHERE tenant_id LIKE 'drill-%'";
  private static final String COMMITS =
      "SELECT c.epoch, c.commit::text, c.entries, count(s.commit) FROM"
          + " signalcoherence.ledger_commit c LEFT JOIN signalcoherence.ledger_signal s ON s.epoch"
          + " = c.epoch AND s.commit = c.commit GROUP BY c.epoch, c.commit, c.entries HAVING"
          + " c.entries <> count(s.commit)";
  private static final String ROLLUPS =
      "SELECT tenant_id, sum(n), sum(w), sum(wv) FROM signalcoherence.%s"
          + " WHERE tenant_id LIKE 'drill-%%' GROUP BY tenant_id";

  private final Promises promises;
  private final DrillSignal.Series series;
  private final Violations violations;
  private final Map<String, Sums> stored = new TreeMap<>();

  public TableAudit(Promises promises, DrillSignal.Series series, Violations violations) {
    this.promises = promises;
    this.series = series;
    this.violations = violations;
  }

  /**
   * Reads all rows of the drill's tenants.
   *
   * @return how many rows there are
   */
  public long run(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    int[] seen = new int[promises.issued()];
    long rows = readSignals(connection, seen);
    for (int number = 0; number < seen.length; number++) {
      if (seen[number] == 0 && promises.isAcknowledged(number)) {
        violations.add(Violation.Kind.LOST, "acknowledged but not stored: signal " + number);
      }
      if (seen[number] > 1) {
        violations.add(
            Violation.Kind.DOUBLED, "stored " + seen[number] + " times: signal " + number);
      }
    }
    compareCommits(connection);
    compareRollup(connection, "rollup_minute");
    compareRollup(connection, "rollup_hour");
    connection.rollback();
    return rows;
  }

  private long readSignals(Connection connection, int[] seen) throws SQLException {
    long rows = 0;
    try (PreparedStatement query = connection.prepareStatement(SIGNALS)) {
      query.setFetchSize(5000);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          rows++;
          compareRow(row, seen);
        }
      }
    }
    return rows;
  }

  private void compareRow(ResultSet row, int[] seen) throws SQLException {
    int number = DrillSignal.numberOf(row.getString("signal_id"));
    String tenant = row.getString("tenant_id");
    stored
        .computeIfAbsent(tenant, unused -> new Sums())
        .add(row.getLong("value_e9"), row.getLong("weight_e6"));
    if (number < 0 || number >= seen.length) {
      violations.add(
          Violation.Kind.PHANTOM, "never sent: " + tenant + " " + row.getString("signal_id"));
      return;
    }
    seen[number]++;
    DrillSignal sent = series.signal(number);
    Instant ts = row.getObject("ts", OffsetDateTime.class).toInstant();
    boolean same =
        tenant.equals(sent.tenant())
            && row.getString("source").equals(sent.source())
            && row.getString("type").equals(sent.type())
            && ts.equals(sent.ts())
            && BigDecimal.valueOf(row.getLong("value_e9"), 9).compareTo(sent.content().value()) == 0
            && BigDecimal.valueOf(row.getLong("weight_e6"), 6).compareTo(sent.content().weight())
                == 0;
    if (!same) {
      violations.add(Violation.Kind.ALTERED, "stored otherwise than sent: signal " + number);
    }
    Optional<UUID> provenance = Optional.of(row.getObject("provenance_id", UUID.class));
    if (Journal.differ(promises.provenance(number), provenance)) {
      violations.add(
          Violation.Kind.LOST, "stored anew, not by the acknowledged attempt: signal " + number);
    }
  }

  private void compareCommits(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(COMMITS)) {
      while (row.next()) {
        violations.add(
            Violation.Kind.ALTERED,
            "commit "
                + row.getString(2)
                + " says "
                + row.getInt(3)
                + " entries, has "
                + row.getLong(4));
      }
    }
  }

  private void compareRollup(Connection connection, String table) throws SQLException {
    Map<String, Sums> summed = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ROLLUPS.formatted(table))) {
      while (row.next()) {
        summed.put(
            row.getString(1), new Sums(row.getLong(2), row.getBigDecimal(3), row.getBigDecimal(4)));
      }
    }
    stored.forEach(
        (tenant, sums) -> {
          Sums other = summed.getOrDefault(tenant, new Sums());
          if (!sums.equalTo(other)) {
            violations.add(
                other.count > sums.count ? Violation.Kind.DOUBLED : Violation.Kind.WRONG_SCORE,
                table + " of " + tenant + ": " + other + " (the signals sum to " + sums + ")");
          }
        });
  }

  /** Sums over signals: n, Σw in 1e-6, Σwv in 1e-15. */
  private static final class Sums {
    private long count;
    private BigDecimal weights;
    private BigDecimal products;

    Sums() {
      this(0, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    Sums(long count, BigDecimal weights, BigDecimal products) {
      this.count = count;
      this.weights = weights;
      this.products = products;
    }

    void add(long value, long weight) {
      count++;
      weights = weights.add(BigDecimal.valueOf(weight));
      products = products.add(BigDecimal.valueOf(weight).multiply(BigDecimal.valueOf(value)));
    }

    boolean equalTo(Sums other) {
      return count == other.count
          && weights.compareTo(other.weights) == 0
          && products.compareTo(other.products) == 0;
    }

    @Override
    public String toString() {
      return "n " + count + ", w " + weights + ", wv " + products;
    }
  }
}
