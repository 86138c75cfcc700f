package io.signalcoherence.launcher.wiring;

import io.signalcoherence.adapter.postgres.PostgresConfig.Login;
import io.signalcoherence.adapter.postgres.PostgresConfig.Logins;
import io.signalcoherence.adapter.postgres.local.LocalPostgres;
import io.signalcoherence.adapter.postgres.local.LocalPostgresAccess;
import io.signalcoherence.adapter.postgres.local.LocalPostgresAttachment;
import io.signalcoherence.adapter.postgres.local.LocalPostgresConfig;
import io.signalcoherence.adapter.postgres.local.LocalPostgresCredentials;
import io.signalcoherence.adapter.postgres.local.LocalPostgresRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL in the data folder: started and watched by the process that owns the folder, or
 * found running by another.
 */
final class EmbeddedDatabase implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  private final LocalPostgres server;
  private final ExecutorService restarts =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "signalcoherence-postgres-watch");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean closing;

  private EmbeddedDatabase(LocalPostgres server) {
    this.server = server;
  }

  /** Starts the server; it is started again should it end by itself. */
  static EmbeddedDatabase own(Path folder, int port) {
    make(folder);
    EmbeddedDatabase database =
        new EmbeddedDatabase(
            LocalPostgres.start(
                LocalPostgresConfig.durable(place(folder))
                    .withPort(port)
                    .withStopAtJvmExit(false)));
    database.watch();
    return database;
  }

  /** The database of the process that owns the folder, if one does. */
  static Optional<Database> ofOwner(Path folder) {
    LocalPostgresAttachment found = LocalPostgres.attach(place(folder));
    return found instanceof LocalPostgresAttachment.Running running
        ? Optional.of(database(running.access()))
        : Optional.empty();
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StartException(
          "data.folder: "
              + folder
              + " can't be made: "
              + e.getClass().getSimpleName()
              + " (expected: a folder, or a place where one can be made)",
          e);
    }
  }

  private static Path place(Path folder) {
    return folder.toAbsolutePath().normalize().resolve("postgres");
  }

  Database database() {
    return database(server.access());
  }

  private static Database database(LocalPostgresAccess access) {
    return new Database(
        access.jdbcUrl(),
        new Logins(
            login(access.credentials(LocalPostgresRole.OWNER)),
            login(access.credentials(LocalPostgresRole.APP)),
            login(access.credentials(LocalPostgresRole.WORKER))));
  }

  private static Login login(LocalPostgresCredentials credentials) {
    return new Login(credentials.user(), credentials.password());
  }

  private void watch() {
    server.exited().thenAcceptAsync(this::ended, restarts);
  }

  private void ended(int exitCode) {
    if (closing) {
      return;
    }
    LOG.atError()
        .addKeyValue("op", "postgres_ended")
        .addKeyValue("error_code", exitCode)
        .log("PostgreSQL ended by itself; starting it again");
    restart(FIRST_PAUSE_MILLIS);
  }

  /** Starts the server again; tries on, ever more slowly, until it is up or this is closed. */
  private void restart(long pauseMillis) {
    if (closing) {
      return;
    }
    try {
      server.restart();
      watch();
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("op", "postgres_restart")
          .addKeyValue("retry_ms", pauseMillis)
          .log("PostgreSQL can't be started again; not ready until it can", e);
      CompletableFuture.delayedExecutor(pauseMillis, TimeUnit.MILLISECONDS, restarts)
          .execute(() -> restart(Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis)));
    }
  }

  @Override
  public void close() {
    closing = true;
    restarts.shutdownNow();
    server.close();
  }
}
