package io.signalcoherence.adapter.postgres.local;

import io.signalcoherence.adapter.postgres.local.LocalPostgresException.Reason;
import io.signalcoherence.localservers.DataFolder;
import io.signalcoherence.localservers.ExitHook;
import io.signalcoherence.localservers.FileTree;
import io.signalcoherence.localservers.FolderLock;
import io.signalcoherence.localservers.LoopbackPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server that runs as a child process on a folder which this JVM owns while the
 * instance is open.
 *
 * <p>It listens on 127.0.0.1 alone and lets nobody in without a password (SCRAM). A commit is on
 * the disk before it is told: {@code fsync}, {@code synchronous_commit} and {@code
 * full_page_writes} are on. The folder outlives the server; one owner at a time is ensured by an
 * operating system's lock. A server that an owner left when it died hard is stopped before a new
 * one is started.
 *
 * <p>Methods may be called from any thread; those that start or stop wait for each other.
 */
public final class LocalPostgres implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);

  private final LocalPostgresConfig config;
  private final ServerStart start;
  private final FolderLock lock;
  private final LocalPostgresAccess access;
  private volatile Postmaster postmaster;
  private @Nullable ExitHook exitHook;
  private boolean closed;

  private LocalPostgres(
      LocalPostgresConfig config, ServerStart start, FolderLock lock, Postmaster postmaster) {
    this.config = config;
    this.start = start;
    this.lock = lock;
    this.postmaster = postmaster;
    this.access = start.access(postmaster);
  }

  /**
   * Starts a server and returns once it accepts connections and has its roles and database.
   *
   * @param config how to run it
   * @return the running server
   * @throws LocalPostgresException if it can't be started; nothing half made is left that a later
   *     start would trip over
   */
  public static LocalPostgres start(LocalPostgresConfig config) {
    return start(config, RunAs.namespacesWork());
  }

  static LocalPostgres start(LocalPostgresConfig config, boolean namespaces) {
    long began = System.nanoTime();
    Path place = config.folder();
    if (config.ephemeral()) {
      place = ServerFolder.makeTemporary(place);
    }
    ServerFolder folder = ServerFolder.open(place);
    try {
      FolderLock lock = FolderLock.acquire(folder.path());
      try {
        ServerStart start = ServerStart.prepare(folder, config, namespaces);
        return opened(new LocalPostgres(config, start, lock, start.first()), began);
      } catch (IOException | RuntimeException e) {
        removeIfUnused(config, folder);
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw ServerFolder.fault(folder.path(), e);
    }
  }

  private static LocalPostgres opened(LocalPostgres server, long began) throws IOException {
    try {
      server.opened(began);
      return server;
    } catch (IOException | RuntimeException e) {
      server.postmaster.stop();
      throw e;
    }
  }

  /**
   * Looks up the server of a folder that a live process owns, so that another tool can talk to it.
   *
   * @param folder the data folder
   * @return where the server is and how to log in, or why there is none to talk to
   * @throws LocalPostgresException if the folder can't be read by this user
   */
  public static LocalPostgresAttachment attach(Path folder) {
    if (!DataFolder.isOurs(folder)) {
      return new LocalPostgresAttachment.Unowned("no data folder of ours at " + folder);
    }
    try {
      ServerFolder server = new ServerFolder(folder.toRealPath(), false);
      if (!FolderLock.isHeld(server.path())) {
        return new LocalPostgresAttachment.Unowned("no live process owns data folder " + folder);
      }
      Optional<LocalPostgresOwner> owner =
          FolderLock.owner(server.path()).map(LocalPostgresOwner::of);
      Optional<Long> pid = Postmaster.readyPid(server);
      if (owner.flatMap(LocalPostgresOwner::jdbcUrl).isEmpty() || pid.isEmpty()) {
        return new LocalPostgresAttachment.NotReady(owner);
      }
      LocalPostgresAccess access =
          new LocalPostgresAccess(LoopbackPort.HOST, server.rememberedPort(), Logins.read(server));
      return new LocalPostgresAttachment.Running(access, owner.orElseThrow(), pid.get());
    } catch (IOException e) {
      throw ServerFolder.fault(folder, e);
    }
  }

  /**
   * Returns where the server listens and how to log in.
   *
   * @return the same for the life of this instance
   */
  public LocalPostgresAccess access() {
    return access;
  }

  /**
   * Returns the address that the server listens on.
   *
   * @return {@code 127.0.0.1}
   */
  public String host() {
    return access.host();
  }

  /**
   * Returns the TCP port that the server listens on.
   *
   * @return 1 to 65535
   */
  public int port() {
    return access.port();
  }

  /**
   * Returns the JDBC URL of the service's database, without credentials.
   *
   * @return the URL
   */
  public String jdbcUrl() {
    return access.jdbcUrl();
  }

  /**
   * Returns the JDBC URL of a database of this server, without credentials.
   *
   * @param database the database's name
   * @return the URL
   */
  public String jdbcUrl(String database) {
    return access.jdbcUrl(database);
  }

  /**
   * Returns a role's login.
   *
   * @param role the role
   * @return its name and password
   */
  public LocalPostgresCredentials credentials(LocalPostgresRole role) {
    return access.credentials(role);
  }

  /**
   * Returns the data folder.
   *
   * @return an absolute path without links
   */
  public Path folder() {
    return start.folder().path();
  }

  /**
   * Returns the process id of the postmaster that was started last.
   *
   * @return the process id, whether or not it lives
   */
  public long pid() {
    return postmaster.pid();
  }

  /**
   * Tells whether the postmaster lives.
   *
   * @return false after {@link #stop}, {@link #kill}, or its own end
   */
  public boolean isRunning() {
    return postmaster.isAlive();
  }

  /**
   * Returns a stage that completes when the postmaster that was started last ends, for whatever
   * reason.
   *
   * @return a stage with its exit code: 0 after a stop, 137 after a kill
   */
  public CompletionStage<Integer> exited() {
    return postmaster.exited();
  }

  /**
   * Stops the server cleanly, cutting open sessions; after 20 s at once, after 5 s more by force.
   * The folder stays owned.
   */
  public synchronized void stop() {
    announce(Map.of());
    postmaster.stop();
  }

  /**
   * Kills the postmaster and all its children with SIGKILL, as a crash would; returns when all are
   * gone. For drills.
   */
  public synchronized void kill() {
    postmaster.kill();
  }

  /**
   * Stops the server if it runs and starts it again on the same port; after a crash or a kill it
   * recovers first.
   *
   * @throws LocalPostgresException if it can't be started; it is then stopped, and this may be
   *     called again
   * @throws IllegalStateException if this is closed
   */
  public synchronized void restart() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    stop();
    try {
      new ServerProcesses(start.folder()).stopOrphan();
      postmaster = start.again(access.port());
      announce(Map.of(LocalPostgresOwner.JDBC_URL, access.jdbcUrl()));
    } catch (IOException e) {
      throw ServerFolder.fault(folder(), e);
    }
  }

  /**
   * Stops the server as {@link #stop} does and gives the folder up; removes the folder if it is
   * ephemeral. Idempotent.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (exitHook != null) {
      exitHook.remove();
    }
    try {
      stop();
      removeIfUnused(config, start.folder());
    } finally {
      lock.close();
    }
  }

  private void opened(long began) throws IOException {
    lock.announce(Map.of(LocalPostgresOwner.JDBC_URL, access.jdbcUrl()));
    if (config.stopAtJvmExit()) {
      exitHook = ExitHook.install("signalcoherence-postgres-stop", this::close);
    }
    LOG.atInfo()
        .addKeyValue("op", "postgres_start")
        .addKeyValue("pid", pid())
        .addKeyValue("latency_ms", (System.nanoTime() - began) / 1_000_000)
        .log("PostgreSQL is up: {} on {}", jdbcUrl(), folder());
  }

  private void announce(Map<String, String> details) {
    try {
      lock.announce(details);
    } catch (IOException e) {
      // The lock says who owns the folder; this only says it to people.
      LOG.atWarn().addKeyValue("op", "postgres_announce").log("owner record not written", e);
    }
  }

  private static void removeIfUnused(LocalPostgresConfig config, ServerFolder folder) {
    if (!config.ephemeral()) {
      folder.undo();
      return;
    }
    try {
      FileTree.delete(folder.path());
    } catch (IOException e) {
      throw new LocalPostgresException(
          Reason.SERVER_FAILED, "temporary data folder " + folder.path() + " can't be removed", e);
    }
  }
}
