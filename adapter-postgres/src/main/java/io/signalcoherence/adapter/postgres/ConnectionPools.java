package io.signalcoherence.adapter.postgres;

import io.signalcoherence.adapter.postgres.PostgresConfig.Login;
import io.signalcoherence.ports.error.UnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The connections of one ledger: writers that append in transactions of their own making, readers
 * and followers whose every round trip is a transaction, and the owner's, made when needed.
 */
final class ConnectionPools implements AutoCloseable {

  private final SessionSource owner;
  private final ConnectionPool writers;
  private final ConnectionPool readers;
  private final ConnectionPool followers;

  private ConnectionPools(
      SessionSource owner,
      ConnectionPool writers,
      ConnectionPool readers,
      ConnectionPool followers) {
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
    SessionSource followers = SessionSource.paging(config, worker, "follower");
    SessionSource readers = SessionSource.serving(config, app, "reader");
    requireRegion(owner, config, "connect as " + config.logins().owner().user(), false);
    requireRegion(readers, config, "connect as " + app.user(), true);
    requireRegion(followers, config, "connect as " + worker.user(), true);
    SessionSource writers = SessionSource.serving(config, app, "writer");
    Duration acquire = config.deadlines().acquire();
    return new ConnectionPools(
        owner,
        new ConnectionPool(writers, config.pools().writers(), false, acquire),
        new ConnectionPool(readers, config.pools().readers(), true, acquire),
        new ConnectionPool(followers, config.pools().followers(), true, acquire));
  }

  private static void requireRegion(
      SessionSource source, PostgresConfig config, String doing, boolean serving) {
    try (Connection connection = source.session(doing);
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

  /** Connections in manual-commit mode, for appends. */
  ConnectionPool writers() {
    return writers;
  }

  /** Connections of the requests' role in auto-commit mode. */
  ConnectionPool readers() {
    return readers;
  }

  /** Connections of the followers' role in auto-commit mode. */
  ConnectionPool followers() {
    return followers;
  }

  /**
   * A new connection of the owner in auto-commit mode.
   *
   * @param doing what it is for, for logs
   * @throws io.signalcoherence.ports.error.InfrastructureException if it can't be made
   */
  Connection owner(String doing) {
    return owner.session(doing);
  }

  @Override
  public void close() {
    writers.close();
    readers.close();
    followers.close();
  }
}
