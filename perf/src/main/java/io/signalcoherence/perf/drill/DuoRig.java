package io.signalcoherence.perf.drill;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Several services on one database. */
interface DuoRig extends AutoCloseable {

  /** Where the services answer. */
  List<URI> bases();

  /** A superuser's connection to their database. */
  Connection connect() throws SQLException, IOException;

  @Override
  void close();
}
