package io.signalcoherence.perf.service;

import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresAccess;
import io.signalcoherence.adapter.postgres.local.LocalPostgresAttachment;
import io.signalcoherence.adapter.postgres.local.LocalPostgresCredentials;
import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The PostgreSQL that the service runs below its data folder, seen from outside. */
public final class ServicePostgres {

  /** The settings of a tenant that the service adds by itself, but for how long it keeps. */
  private static final String REGISTER =
      """
      SELECT signalcoherence.register_tenant(?, 'local', c.name,
          ARRAY(SELECT r.region FROM signalcoherence.cell_region r), 'active', 0.75, 0.5, 1, ?, 256)
        FROM signalcoherence.cell c\
      """;

  private final Path dataFolder;
  private Optional<ProcessHandle> postmaster = Optional.empty();

  /** That below {@code dataFolder}, whether it runs already or not. */
  public ServicePostgres(Path dataFolder) {
    this.dataFolder = dataFolder;
  }

  /** A superuser's connection, which sees all rows. */
  public Connection connect() throws SQLException, IOException {
    LocalPostgresAccess access = access();
    LocalPostgresCredentials admin = access.credentials(LocalPostgresRole.ADMIN);
    return DriverManager.getConnection(access.jdbcUrl(), admin.user(), admin.password());
  }

  /**
   * Registers a tenant, if its name is free.
   *
   * @param retention how long its signals are kept: {@code unlimited}, or days such as {@code 90d}
   */
  public void register(String tenant, String retention) throws SQLException, IOException {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(REGISTER)) {
      statement.setString(1, tenant);
      statement.setString(2, retention);
      statement.execute();
    }
  }

  /** Where it is, and its logins. */
  public LocalPostgresAccess access() throws IOException {
    return running()
        .map(LocalPostgresAttachment.Running::access)
        .orElseThrow(() -> new IOException("no PostgreSQL runs below " + dataFolder));
  }

  /** The settings of another service that is to use it. */
  public Map<String, String> environment() throws IOException {
    LocalPostgresAccess access = access();
    Map<String, String> settings = new TreeMap<>();
    settings.put("SIGNALCOHERENCE_DATABASE_URL", access.jdbcUrl());
    for (LocalPostgresRole role :
        List.of(LocalPostgresRole.OWNER, LocalPostgresRole.APP, LocalPostgresRole.WORKER)) {
      LocalPostgresCredentials login = access.credentials(role);
      String prefix = "SIGNALCOHERENCE_DATABASE_" + role.name().toUpperCase(Locale.ROOT);
      settings.put(prefix + "_USER", login.user());
      settings.put(prefix + "_PASSWORD", login.password());
    }
    return settings;
  }

  /** The process id of its postmaster. */
  public long pid() throws IOException {
    return running()
        .map(LocalPostgresAttachment.Running::serverPid)
        .orElseThrow(() -> new IOException("no PostgreSQL runs below " + dataFolder));
  }

  /** Looks up the postmaster that {@link #kill} will kill. */
  public void aim() throws IOException {
    postmaster = running().flatMap(running -> ProcessHandle.of(running.serverPid()));
  }

  /**
   * SIGKILL to the postmaster last aimed at and to all its children, as close to at once as one
   * process can.
   *
   * @return false if there was none
   */
  public boolean kill() {
    if (postmaster.filter(ProcessHandle::isAlive).isEmpty()) {
      return false;
    }
    List<ProcessHandle> all = new ArrayList<>(List.of(postmaster.get()));
    postmaster.get().descendants().forEach(all::add);
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
    return true;
  }

  private Optional<LocalPostgresAttachment.Running> running() throws IOException {
    try (Stream<Path> below = Files.walk(dataFolder, 2)) {
      List<Path> folders = below.filter(Files::isDirectory).toList();
      for (Path folder : folders) {
        if (LocalPostgres.attach(folder) instanceof LocalPostgresAttachment.Running running) {
          return Optional.of(running);
        }
      }
    }
    return Optional.empty();
  }
}
