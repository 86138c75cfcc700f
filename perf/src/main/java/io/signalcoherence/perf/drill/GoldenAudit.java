package io.signalcoherence.perf.drill;

import io.signalcoherence.perf.fold.FoldedScore;
import io.signalcoherence.perf.fold.WindowFold;
import io.signalcoherence.perf.golden.GoldenLine;
import io.signalcoherence.perf.golden.GoldenManifest;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares tables and scores with what a golden file must have become, however often it came. */
final class GoldenAudit {

  private static final String SIGNALS =
      "SELECT tenant_id, source, signal_id, ts, type, value_e9, weight_e6"
          + " FROM signalcoherence.ledger_signal WHERE tenant_id LIKE 'golden-%'";
  private static final String ROLLUPS =
      """
      SELECT s.tenant_id, s.n, r.n, s.w = r.w AND s.wv = r.wv
        FROM (SELECT tenant_id, count(*) AS n, sum(weight_e6::numeric) AS w,
                     sum(weight_e6::numeric * value_e9) AS wv
                FROM signalcoherence.ledger_signal WHERE tenant_id LIKE 'golden-%%'
               GROUP BY tenant_id) s
        LEFT JOIN (SELECT tenant_id, sum(n) AS n, sum(w) AS w, sum(wv) AS wv
                FROM signalcoherence.%s GROUP BY tenant_id) r USING (tenant_id)
       WHERE (s.n, s.w, s.wv) IS DISTINCT FROM (r.n, r.w, r.wv)
      """;
  private static final List<Duration> BEFORE_END =
      List.of(Duration.ofMinutes(61), Duration.ofHours(7), Duration.ofHours(23));

  private final List<GoldenLine> lines;
  private final GoldenManifest manifest;
  private final Violations violations;

  GoldenAudit(List<GoldenLine> lines, GoldenManifest manifest, Violations violations) {
    this.lines = lines;
    this.manifest = manifest;
    this.violations = violations;
  }

  /**
   * Reads all rows of the golden tenants.
   *
   * @return how many rows there are
   */
  long tables(Connection connection) throws SQLException {
    Map<GoldenLine.Key, GoldenLine.Content> expected = new HashMap<>();
    for (GoldenLine line : lines) {
      expected.putIfAbsent(line.key(), line.content());
    }
    long rows = 0;
    Set<GoldenLine.Key> seen = new HashSet<>();
    connection.setAutoCommit(false);
    try (PreparedStatement query = connection.prepareStatement(SIGNALS)) {
      query.setFetchSize(5000);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          rows++;
          GoldenLine.Key key = key(row);
          compare(row, key, expected.get(key));
          if (!seen.add(key)) {
            violations.add(Violation.Kind.DOUBLED, "stored twice: " + key);
          }
        }
      }
    }
    for (GoldenLine.Key key : expected.keySet()) {
      if (!seen.contains(key)) {
        violations.add(Violation.Kind.LOST, "not stored: " + key);
      }
    }
    rollup(connection, "rollup_minute");
    rollup(connection, "rollup_hour");
    connection.rollback();
    return rows;
  }

  private static GoldenLine.Key key(ResultSet row) throws SQLException {
    return new GoldenLine.Key(
        row.getString("tenant_id"),
        row.getString("source"),
        row.getString("signal_id"),
        row.getObject("ts", OffsetDateTime.class).toInstant());
  }

  private void compare(ResultSet row, GoldenLine.Key key, GoldenLine.@Nullable Content expected)
      throws SQLException {
    if (expected == null) {
      violations.add(Violation.Kind.PHANTOM, "never sent: " + key);
    } else if (!row.getString("type").equals(expected.type())
        || BigDecimal.valueOf(row.getLong("value_e9"), 9).compareTo(expected.value()) != 0
        || BigDecimal.valueOf(row.getLong("weight_e6"), 6).compareTo(expected.weight()) != 0) {
      violations.add(Violation.Kind.ALTERED, "stored otherwise than sent first: " + key);
    }
  }

  private void rollup(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ROLLUPS.formatted(table))) {
      while (row.next()) {
        boolean more = row.getLong(3) > row.getLong(2);
        violations.add(
            more ? Violation.Kind.DOUBLED : Violation.Kind.WRONG_SCORE,
            "%s of %s: %d signals (stored: %d), or other sums"
                .formatted(table, row.getString(1), row.getLong(3), row.getLong(2)));
      }
    }
  }

  /**
   * Asks a service for every tenant's score as of the file's end, which the manifest tells, and as
   * of some instants before it, which a fold of the lines tells.
   *
   * @return how many answers were compared
   */
  int scores(SignalClient client) throws InterruptedException {
    int compared = 0;
    Instant end = Instant.parse(manifest.data().asOf());
    for (GoldenManifest.TenantExpectation tenant : manifest.tenants()) {
      ScoreAudit.compare(tenant.tenant(), end, folded(tenant.expected()), client, violations);
      compared++;
    }
    for (Duration before : BEFORE_END) {
      Instant asOf = end.minus(before);
      for (Map.Entry<String, WindowFold> tenant : folds(asOf).entrySet()) {
        ScoreAudit.compare(tenant.getKey(), asOf, tenant.getValue().result(), client, violations);
        compared++;
      }
    }
    return compared;
  }

  private Map<String, WindowFold> folds(Instant asOf) {
    Map<String, WindowFold> folds = new TreeMap<>();
    for (GoldenLine line : lines) {
      if (line.fate() == GoldenLine.Fate.ACCEPTED) {
        folds
            .computeIfAbsent(line.key().tenant(), unused -> new WindowFold(asOf))
            .add(
                line.key().source(),
                line.key().ts(),
                line.content().value(),
                line.content().weight());
      }
    }
    return folds;
  }

  private static FoldedScore folded(GoldenManifest.ExpectedScore expected) {
    return new FoldedScore(
        decimal(expected.score()),
        expected.status(),
        decimal(expected.agreement()),
        expected.sampleSize(),
        new BigDecimal(expected.effectiveSampleSize()));
  }

  private static @Nullable BigDecimal decimal(@Nullable String text) {
    return text == null ? null : new BigDecimal(text);
  }
}
