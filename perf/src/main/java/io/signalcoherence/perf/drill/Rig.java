package io.signalcoherence.perf.drill;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The service under test with its database, as a drill sets it up and breaks it. Used by the
 * drill's thread.
 */
interface Rig extends AutoCloseable {

  /**
   * Starts everything and returns when the service is ready.
   *
   * @throws IOException when it does not become ready
   */
  void start() throws IOException, InterruptedException;

  /** Where the service answers. */
  URI base();

  /** A superuser's connection to the database, past every proxy. */
  Connection connect() throws SQLException, IOException;

  /** Kills the service; {@link #revive} starts it again. */
  void killService() throws InterruptedException;

  /**
   * Starts the killed service and kills it again before it is ready.
   *
   * @param after how long it may start
   * @return false if it was not killed, or was ready before
   */
  default boolean killWhileStarting(Duration after) throws IOException, InterruptedException {
    return false;
  }

  /**
   * Kills PostgreSQL with all its processes; an embedded one is brought back by the service,
   * another by {@link #revive}.
   *
   * @return false if there was none to kill
   */
  boolean killPostgres();

  /** Finds out whom {@link #killPostgres} will kill, so that the kill itself takes no time. */
  default void aim() throws IOException {}

  /** Starts whatever should run and does not; false if it does not become ready in time. */
  boolean revive(Duration limit) throws IOException, InterruptedException;

  /** Connections cut so far. */
  long cuts();

  /** Ends all processes. */
  @Override
  void close() throws IOException;
}
