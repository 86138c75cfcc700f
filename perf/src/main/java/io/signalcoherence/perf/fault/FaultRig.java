package io.signalcoherence.perf.fault;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A service that is ready, and one fault of a server that it works with. For one thread. */
interface FaultRig extends AutoCloseable {

  /** Where the service answers. */
  URI base();

  /** Where it tells of its health. */
  URI management();

  /** A superuser's connection to the database, past every proxy. */
  Connection connect() throws SQLException;

  /** Makes the fault; returns when it is there. */
  void breakIt() throws IOException, SQLException, InterruptedException;

  /** Undoes the fault; returns when the server could serve again. */
  void mendIt() throws IOException, SQLException, InterruptedException;

  /** What the service takes of the machine. */
  Footprint footprint() throws IOException, InterruptedException;

  /** What the server itself did, if that tells something; else empty. */
  String note();

  /** Up to which age a score is served that names no commit. */
  default Duration freshness() {
    return Duration.ZERO;
  }

  /** The failing server, if it is not the ledger's. */
  default Optional<Neighbour> neighbour() {
    return Optional.empty();
  }

  /** Whether the failing server's process is there; from any thread. */
  default boolean serverRuns() {
    return neighbour().map(Neighbour::isRunning).orElse(true);
  }

  /** Compares what a server beside the ledger holds with it, when nothing moves any more. */
  default List<Broken> compare(boolean sabotaged) {
    return List.of();
  }

  /** Ends all processes. */
  @Override
  void close() throws IOException;
}
