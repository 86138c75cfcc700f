package io.signalcoherence.launcher.config;

import io.signalcoherence.adapter.postgres.PostgresConfig.Logins;

/** Where the ledger is. */
public sealed interface DatabaseChoice {

  /**
   * An embedded PostgreSQL in the data folder.
   *
   * @param port TCP port on 127.0.0.1; 0 takes a free one and keeps it
   */
  record Embedded(int port) implements DatabaseChoice {}

  /**
   * A PostgreSQL that others run.
   *
   * @param jdbcUrl its address, without credentials
   * @param logins the three login roles
   */
  record External(String jdbcUrl, Logins logins) implements DatabaseChoice {}
}
