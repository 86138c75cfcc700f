package io.signalcoherence.adapter.postgres.local;

import static java.util.Objects.requireNonNull;

import io.signalcoherence.localservers.FolderOwner;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that owns a data folder.
 *
 * @param pid its process id
 * @param since when it took the folder
 * @param jdbcUrl the service's database on its server, without credentials; empty while the server
 *     is starting or stopped
 */
public record LocalPostgresOwner(long pid, Instant since, Optional<String> jdbcUrl) {

  static final String JDBC_URL = "jdbc-url";

  /** Refuses nulls. */
  public LocalPostgresOwner {
    requireNonNull(since, "since");
    requireNonNull(jdbcUrl, "jdbcUrl");
  }

  static LocalPostgresOwner of(FolderOwner owner) {
    return new LocalPostgresOwner(owner.pid(), owner.since(), owner.detail(JDBC_URL));
  }
}
