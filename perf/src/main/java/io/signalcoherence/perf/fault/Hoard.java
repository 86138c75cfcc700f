package io.signalcoherence.perf.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A client that keeps others from working: it holds locks and every connection it can get. */
final class Hoard implements AutoCloseable {

  private static final int MOST = 1_000;

  /**
   * One table, and not two: an append that has one of these and wants the other would never end.
   */
  private static final String LOCK =
      "LOCK TABLE signalcoherence.rollup_minute IN ACCESS EXCLUSIVE MODE";

  private final List<Connection> connections = new ArrayList<>();

  private Hoard() {}

  /** Locks first what every append and every read of a score needs, then takes what is left. */
  static Hoard take(Connecting source) throws SQLException {
    Hoard hoard = new Hoard();
    Connection locking = source.connect();
    hoard.connections.add(locking);
    try (Statement statement = locking.createStatement()) {
      statement.execute("SET idle_in_transaction_session_timeout = 0");
      locking.setAutoCommit(false);
      statement.execute(LOCK);
    }
    hoard.takeAll(source);
    return hoard;
  }

  private void takeAll(Connecting source) {
    try {
      while (connections.size() < MOST) {
        connections.add(source.connect());
      }
    } catch (SQLException e) {
      // There are no more, which is what was wanted.
      return;
    }
  }

  int connections() {
    return connections.size();
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
    connections.clear();
  }

  /** Makes connections. */
  interface Connecting {
    Connection connect() throws SQLException;
  }
}
