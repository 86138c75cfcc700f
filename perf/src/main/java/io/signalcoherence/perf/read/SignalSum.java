package io.signalcoherence.perf.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalcoherence.adapter.postgres.local.LocalPostgresAccess;
import io.signalcoherence.adapter.postgres.local.LocalPostgresCredentials;
import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The peer of a read: the same sums, made of the signals themselves by the same login and, as in
 * the service's sessions, without compiling queries. It is what a service without rollups would
 * have to do.
 */
final class SignalSum {

  private static final int TIMES = 3;

  private static final String SUM =
      """
      EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON)
      SELECT s.source, s.type, count(*), sum(s.weight_e6::numeric),
          sum(s.weight_e6::numeric * s.value_e9), sum(s.weight_e6::numeric * s.weight_e6)
        FROM signalcoherence.ledger_signal s
       WHERE s.tenant_id = ? AND s.ts >= ? AND s.ts < ?
       GROUP BY s.source, s.type
      """;

  private SignalSum() {}

  /** Sums a tenant's window several times; what the median run cost. */
  static StatementCost of(LocalPostgresAccess access, String tenant, WindowSignals window)
      throws SQLException, IOException {
    LocalPostgresCredentials app = access.credentials(LocalPostgresRole.APP);
    List<StatementCost> costs = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(access.jdbcUrl(), app.user(), app.password());
        Statement session = connection.createStatement();
        PreparedStatement grant =
            connection.prepareStatement("SELECT set_config('signalcoherence.tenants', ?, false)");
        PreparedStatement sum = connection.prepareStatement(SUM)) {
      session.execute("SET jit = off");
      grant.setString(1, "{\"" + tenant + "\"}");
      grant.execute();
      sum.setString(1, tenant);
      sum.setObject(2, OffsetDateTime.ofInstant(window.from(), ZoneOffset.UTC));
      sum.setObject(3, OffsetDateTime.ofInstant(window.to(), ZoneOffset.UTC));
      for (int i = 0; i < TIMES; i++) {
        try (ResultSet row = sum.executeQuery()) {
          row.next();
          JsonNode explained = new ObjectMapper().readTree(row.getString(1)).get(0);
          costs.add(StatementCost.of(explained, explained.path("Execution Time").asDouble()));
        }
      }
    }
    return StatementCost.median(costs);
  }
}
