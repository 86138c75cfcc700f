package io.signalcoherence.perf.read;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Two tenants that were sent and that were given the same signals, compared row by row. What
 * differs between any two sendings is left out: when a signal was received, by which admission, and
 * in which transaction.
 */
final class Twins {

  /** All other columns of each table, but for the tenant. */
  private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put(
        "ledger_signal",
        "ts, value_e9, weight_e6, epoch, source, signal_id, type, digest, channel, principal,"
            + " organisation, purpose, retention, licence, held_in, residency, trace_id,"
            + " attributes");
    COLUMNS.put("rollup_minute", "minute, source, type, n, w, wv, w2");
    COLUMNS.put("rollup_hour", "hour, source, type, n, w, wv, w2");
    COLUMNS.put("rollup_pair", "day, source, type");
    COLUMNS.put("tenant_day", "day");
  }

  private static final String DIFFERENT =
      """
      WITH one AS (SELECT %1$s FROM signalcoherence.%2$s WHERE tenant_id = ?),
           other AS (SELECT %1$s FROM signalcoherence.%2$s WHERE tenant_id = ?)
      SELECT (SELECT count(*) FROM one),
             (SELECT count(*) FROM (TABLE one EXCEPT ALL TABLE other) x)
               + (SELECT count(*) FROM (TABLE other EXCEPT ALL TABLE one) y)
      """;

  private Twins() {}

  /**
   * Compares all tables.
   *
   * @param connection a superuser's
   * @return how many rows were equal
   * @throws SQLException if any row of either has no equal in the other, or there is none
   */
  static long compare(Connection connection, String one, String other) throws SQLException {
    long equal = 0;
    for (Map.Entry<String, String> table : COLUMNS.entrySet()) {
      String sql = DIFFERENT.formatted(table.getValue(), table.getKey());
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setString(1, one);
        statement.setString(2, other);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          if (row.getLong(1) == 0 || row.getLong(2) > 0) {
            throw new SQLException(
                String.format(
                    "%s of %s: %d rows, of which or of those of %s %d differ (expected: none)",
                    table.getKey(), one, row.getLong(1), other, row.getLong(2)));
          }
          equal += row.getLong(1);
        }
      }
    }
    return equal;
  }
}
