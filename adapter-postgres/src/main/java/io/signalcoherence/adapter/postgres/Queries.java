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

  private final ConnectionPool pool;

  Queries(ConnectionPool pool) {
    this.pool = pool;
  }

  /**
   * Reads; once more if the connection was lost, since those that a pool has kept die with their
   * server.
   *
   * @param doing what is being done, for logs
   */
  <T> T read(String doing, Function<DSLContext, T> query) {
    try (Connection connection = pool.next(doing)) {
      return query.apply(DSL.using(connection, SQLDialect.POSTGRES));
    } catch (SQLException | DataAccessException e) {
      SQLException failure = sqlFailure(e);
      pool.failed(failure);
      if (!SqlFailure.isConnectionLost(failure)) {
        throw SqlFailure.of(failure, Phase.BEFORE_COMMIT, doing);
      }
    }
    return run(doing, Phase.BEFORE_COMMIT, query);
  }

  /**
   * Writes, once: if the connection is lost, nobody knows whether it was done.
   *
   * @param doing what is being done, for logs
   */
  <T> T write(String doing, Function<DSLContext, T> query) {
    return run(doing, Phase.COMMIT_SENT, query);
  }

  private <T> T run(String doing, Phase phase, Function<DSLContext, T> query) {
    try (Connection connection = pool.next(doing)) {
      return query.apply(DSL.using(connection, SQLDialect.POSTGRES));
    } catch (SQLException | DataAccessException e) {
      SQLException failure = sqlFailure(e);
      pool.failed(failure);
      throw SqlFailure.of(failure, phase, doing);
    }
  }

  private static SQLException sqlFailure(Exception thrown) {
    if (thrown instanceof SQLException failure) {
      return failure;
    }
    DataAccessException wrapped = (DataAccessException) thrown;
    SQLException cause = wrapped.getCause(SQLException.class);
    if (cause == null) {
      throw wrapped;
    }
    return cause;
  }
}
