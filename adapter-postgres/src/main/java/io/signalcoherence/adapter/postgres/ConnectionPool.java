package io.signalcoherence.adapter.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Connections of one login role, made when needed and kept. Calls overlap. */
final class ConnectionPool implements AutoCloseable {

  private final SessionSource source;
  private final HikariDataSource pool;

  /**
   * Makes no connection yet.
   *
   * @param size the most connections
   * @param autoCommit whether each round trip is a transaction
   * @param acquire how long to wait for a connection, and how long one that lay idle may take to
   *     show that it still works
   */
  ConnectionPool(SessionSource source, int size, boolean autoCommit, Duration acquire) {
    this.source = source.patient();
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(autoCommit ? 1 : size);
    config.setAutoCommit(autoCommit);
    config.setConnectionTimeout(acquire.toMillis());
    config.setValidationTimeout(acquire.toMillis());
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
  }

  /**
   * A connection; closing it gives it back.
   *
   * @param doing what it is for, for logs
   * @throws io.signalcoherence.ports.error.InfrastructureException if none was free in time: by
   *     what kept new ones from being made, if anything did
   */
  Connection next(String doing) {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      SQLException beneath = source.lastFailure();
      throw SqlFailure.ofConnecting(beneath == null ? e : beneath, doing);
    }
  }

  /** Looks at a failure: when one connection is lost, the others are likely to be, too. */
  void failed(SQLException failure) {
    if (SqlFailure.isConnectionLost(failure)) {
      pool.getHikariPoolMXBean().softEvictConnections();
    }
  }

  @Override
  public void close() {
    source.close();
    pool.close();
  }
}
