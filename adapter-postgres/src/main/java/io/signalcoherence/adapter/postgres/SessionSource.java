package io.signalcoherence.adapter.postgres;

import io.signalcoherence.adapter.postgres.PostgresConfig.Deadlines;
import io.signalcoherence.adapter.postgres.PostgresConfig.Login;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Makes sessions of one login role, each with our deadlines, and, if asked, only after it has made
 * sure that the ledger's epoch is that of the cluster and timeline it is connected to.
 */
final class SessionSource implements DataSource {

  private static final String STATEMENTS_BEFORE_PREPARED = "2";
  private static final long PAUSE_MILLIS = 50;
  private static final Duration OWNER_STATEMENT = Duration.ofSeconds(60);
  private static final Duration OWNER_LOCK = Duration.ofSeconds(10);
  private static final Duration OWNER_ANSWER = Duration.ofSeconds(5);

  private final PGSimpleDataSource driver;
  private final String onConnect;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable SQLException lastFailure;
  private volatile boolean patient;

  private SessionSource(PGSimpleDataSource driver, String onConnect) {
    this.driver = driver;
    this.onConnect = onConnect;
  }

  /**
   * From now on a connection that can't be made is tried again until it can, or {@link #close}. A
   * pool that does the trying itself waits longer after each failure, and is then late by up to ten
   * seconds when the server is back.
   */
  SessionSource patient() {
    patient = true;
    return this;
  }

  /** Why the last try failed; nothing if it did not. */
  @Nullable SQLException lastFailure() {
    return lastFailure;
  }

  /** Ends the trying. */
  void close() {
    closed.countDown();
  }

  /**
   * Sessions that append, or look up by key: they enter the epoch first. Their statements find what
   * they need by index whatever the parameters, so they are planned once; partitions are pruned
   * when a plan is run.
   */
  static SessionSource serving(PostgresConfig config, Login login, String name) {
    return entering(config, login, name, "force_generic_plan");
  }

  /** Sessions that read page after page: each is planned for its own range of partitions. */
  static SessionSource paging(PostgresConfig config, Login login, String name) {
    return entering(config, login, name, "force_custom_plan");
  }

  private static SessionSource entering(
      PostgresConfig config, Login login, String name, String planning) {
    return new SessionSource(
        driver(config, login, name),
        settings(config.deadlines())
            + "; SET plan_cache_mode = "
            + planning
            + "; SELECT signalcoherence.enter_epoch()");
  }

  /**
   * Sessions of the owner, which change the schema: a statement may take 60 s and wait 10 s for a
   * lock, or as long as the configuration allows any statement, if that is longer.
   */
  static SessionSource owning(PostgresConfig config) {
    Deadlines given = config.deadlines();
    Deadlines longer =
        new Deadlines(
            given.connect(),
            given.acquire(),
            longer(given.socket(), OWNER_STATEMENT.plus(OWNER_ANSWER)),
            longer(given.lock(), OWNER_LOCK),
            longer(given.statement(), OWNER_STATEMENT));
    PostgresConfig owning = config.withDeadlines(longer);
    return new SessionSource(driver(owning, config.logins().owner(), "owner"), settings(longer));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static PGSimpleDataSource driver(PostgresConfig config, Login login, String name) {
    Deadlines deadlines = config.deadlines();
    PGSimpleDataSource driver = new PGSimpleDataSource();
    driver.setUrl(config.jdbcUrl());
    driver.setUser(login.user());
    driver.setPassword(login.password());
    driver.setConnectTimeout(seconds(deadlines.connect()));
    driver.setLoginTimeout(seconds(deadlines.connect()));
    driver.setSocketTimeout(seconds(deadlines.socket()));
    driver.setTcpKeepAlive(true);
    driver.setApplicationName("signalcoherence-" + name);
    driver.setProperty(PGProperty.BINARY_TRANSFER_ENABLE, BinaryArray.BINARY_TYPES);
    driver.setProperty(PGProperty.PREPARE_THRESHOLD, STATEMENTS_BEFORE_PREPARED);
    return driver;
  }

  private static int seconds(Duration deadline) {
    return Math.toIntExact(Math.max(1, deadline.toSeconds()));
  }

  private static String settings(Deadlines deadlines) {
    return String.format(
        Locale.ROOT,
        "SET default_transaction_isolation = 'read committed';"
            + " SET timezone = 'UTC'; SET jit = off; SET client_min_messages = 'warning';"
            + " SET lock_timeout = %d; SET statement_timeout = %d;"
            + " SET idle_in_transaction_session_timeout = %d",
        deadlines.lock().toMillis(),
        deadlines.statement().toMillis(),
        deadlines.statement().toMillis());
  }

  /**
   * A session of its own, in the boundary's terms if it can't be had.
   *
   * @param doing what it is for, for logs
   * @throws io.signalcoherence.ports.error.InfrastructureException if it can't be made
   */
  Connection session(String doing) {
    try {
      return getConnection();
    } catch (SQLException e) {
      throw SqlFailure.ofConnecting(e, doing);
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    while (true) {
      try {
        Connection connection = connect();
        lastFailure = null;
        return connection;
      } catch (SQLException e) {
        lastFailure = e;
        if (!patient || isClosedWithinPause()) {
          throw e;
        }
      }
    }
  }

  private boolean isClosedWithinPause() {
    try {
      return closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = driver.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute(onConnect);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("a source has one login");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return driver.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    driver.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) {
    driver.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() {
    return driver.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return driver.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("not a wrapper for " + type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
