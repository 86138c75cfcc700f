package io.signalcoherence.adapter.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.signalcoherence.adapter.postgres.PostgresConfig.Login;
import io.signalcoherence.ports.error.UnavailableException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The connections of one ledger: writers that append in transactions of their own making, readers
 * and followers whose every round trip is a transaction, and the owner's, made when needed.
 */
final class ConnectionPools implements AutoCloseable {

  private final SessionSource owner;
  private final HikariDataSource writers;
  private final HikariDataSource readers;
  private final HikariDataSource followers;

  private ConnectionPools(
      SessionSource owner,
      HikariDataSource writers,
      HikariDataSource readers,
      HikariDataSource followers) {
    this.owner = owner;
    this.writers = writers;
    this.readers = readers;
    this.followers = followers;
  }

  /**
   * Makes one connection of each role first, so that a wrong address or login is told at once.
   *
   * @throws io.signalcoherence.ports.error.InfrastructureException if one can't be made
   */
  static ConnectionPools open(PostgresConfig config) {
    Login app = config.logins().app();
    Login worker = config.logins().worker();
    SessionSource owner = SessionSource.owning(config);
    SessionSource followers = SessionSource.serving(config, worker, "follower");
    SessionSource readers = SessionSource.serving(config, app, "reader");
    requireRegion(owner, config, "connect as " + config.logins().owner().user(), false);
    requireRegion(readers, config, "connect as " + app.user(), true);
    requireRegion(followers, config, "connect as " + worker.user(), true);
    return new ConnectionPools(
        owner,
        pool(config, SessionSource.serving(config, app, "writer"), config.pools().writers(), false),
        pool(config, readers, config.pools().readers(), true),
        pool(config, followers, config.pools().followers(), true));
  }

  private static void requireRegion(
      SessionSource source, PostgresConfig config, String doing, boolean serving) {
    try (Connection connection = source.getConnection();
        var statement =
            connection.prepareStatement(
                serving ? "SELECT signalcoherence.session_region()" : "SELECT NULL::text");
        var found = statement.executeQuery()) {
      found.next();
      if (serving && !config.region().value().equals(found.getString(1))) {
        throw new UnavailableException(
            "ledger-wrong-region", doing + ": the role's region is another", null);
      }
    } catch (SQLException e) {
      throw SqlFailure.of(e, SqlFailure.Phase.BEFORE_COMMIT, doing);
    }
  }

  private static HikariDataSource pool(
      PostgresConfig config, SessionSource source, int size, boolean autoCommit) {
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(source);
    pool.setMaximumPoolSize(size);
    pool.setMinimumIdle(autoCommit ? 1 : size);
    pool.setAutoCommit(autoCommit);
    pool.setConnectionTimeout(config.deadlines().acquire().toMillis());
    pool.setInitializationFailTimeout(-1);
    return new HikariDataSource(pool);
  }

  /** A connection in manual-commit mode, for one append. */
  Connection writer() throws SQLException {
    return writers.getConnection();
  }

  /** A connection of the requests' role in auto-commit mode. */
  Connection reader() throws SQLException {
    return readers.getConnection();
  }

  /** A connection of the followers' role in auto-commit mode. */
  Connection follower() throws SQLException {
    return followers.getConnection();
  }

  /** A new connection of the owner in auto-commit mode. */
  Connection owner() throws SQLException {
    return owner.getConnection();
  }

  @Override
  public void close() {
    writers.close();
    readers.close();
    followers.close();
  }
}
