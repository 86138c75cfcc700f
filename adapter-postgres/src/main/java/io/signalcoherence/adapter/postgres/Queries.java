package io.signalcoherence.adapter.postgres;

import io.signalcoherence.adapter.postgres.SqlFailure.Phase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * Runs statements on a connection in auto-commit mode. Statements that are sent together are one
 * transaction, each with a snapshot of its own: so the tenants are granted and the rows read in one
 * round trip, and no grant outlives it. Calls overlap.
 */
final class Queries {

  /** Grants the tenants named by the first parameter; to be followed by the reading statement. */
  static final String GRANT = "SELECT set_config('signalcoherence.tenants', ?, true);\n";

  private final Connections connections;

  Queries(Connections connections) {
    this.connections = connections;
  }

  /** Where connections come from. */
  @FunctionalInterface
  interface Connections {
    Connection next() throws SQLException;
  }

  /**
   * Reads.
   *
   * @param doing what is being done, for logs
   */
  <T> T read(String doing, Function<DSLContext, T> query) {
    return run(doing, Phase.BEFORE_COMMIT, query);
  }

  /**
   * Writes: if the connection is lost, nobody knows whether it was done.
   *
   * @param doing what is being done, for logs
   */
  <T> T write(String doing, Function<DSLContext, T> query) {
    return run(doing, Phase.COMMIT_SENT, query);
  }

  private <T> T run(String doing, Phase phaseOnceConnected, Function<DSLContext, T> query) {
    Phase phase = Phase.BEFORE_COMMIT;
    try (Connection connection = connections.next()) {
      phase = phaseOnceConnected;
      return query.apply(DSL.using(connection, SQLDialect.POSTGRES));
    } catch (SQLException e) {
      throw SqlFailure.of(e, phase, doing);
    } catch (DataAccessException e) {
      SQLException cause = e.getCause(SQLException.class);
      if (cause == null) {
        throw e;
      }
      throw SqlFailure.of(cause, phase, doing);
    }
  }
}
