package io.signalcoherence.perf.drill;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;

/** A service that is ready, and one fault of its database. Used by the drill's thread. */
interface FaultRig extends AutoCloseable {

  /** Where the service answers. */
  URI base();

  /** Where it tells of its health. */
  URI management();

  /** A superuser's connection to the database, past every proxy. */
  Connection connect() throws SQLException;

  /** Makes the fault; returns when it is there. */
  void breakIt() throws IOException, SQLException, InterruptedException;

  /** Undoes the fault; returns when PostgreSQL could serve again. */
  void mendIt() throws IOException, SQLException, InterruptedException;

  /** What the service takes of the machine. */
  Footprint footprint() throws IOException, InterruptedException;

  /** What PostgreSQL itself did, if that tells something; else empty. */
  String note();

  /** Ends all processes. */
  @Override
  void close() throws IOException;
}
