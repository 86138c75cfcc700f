package io.signalcoherence.adapter.neo4j.local;

import io.signalcoherence.adapter.neo4j.local.LocalNeo4jException.Reason;
import io.signalcoherence.localservers.DataFolder;
import io.signalcoherence.localservers.ExitHook;
import io.signalcoherence.localservers.FileTree;
import io.signalcoherence.localservers.FolderLock;
import io.signalcoherence.localservers.LoopbackPort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Neo4j server that runs as a child process on a folder which this JVM owns while the instance is
 * open.
 *
 * <p>It listens on 127.0.0.1 alone, speaks Bolt alone, and lets nobody in without a password. A
 * commit is on the disk before it is told. The folder outlives the server; one owner at a time is
 * ensured by an operating system's lock. A server that an owner left when it died hard is stopped
 * before a new one is started.
 *
 * <p>Methods may be called from any thread; those that start or stop wait for each other.
 */
public final class LocalNeo4j implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalNeo4j.class);
  private static final int PORT_TRIES = 3;

  private final LocalNeo4jConfig config;
  private final JavaRuntime java;
  private final ServerFolder folder;
  private final FolderLock lock;
  private final LocalNeo4jAccess access;
  private volatile ServerProcess process;
  private @Nullable ExitHook exitHook;
  private boolean closed;

  private LocalNeo4j(
      LocalNeo4jConfig config, JavaRuntime java, ServerFolder folder, FolderLock lock)
      throws IOException {
    this.config = config;
    this.java = java;
    this.folder = folder;
    this.lock = lock;
    new ServerProcesses(folder).stopOrphans();
    String password = Administrator.password(folder);
    this.process = first(password);
    this.access =
        new LocalNeo4jAccess(LocalNeo4jAccess.uri(process.port()), Administrator.USER, password);
  }

  /**
   * Starts a server and returns once it lets its administrator in.
   *
   * @param config how to run it
   * @return the running server
   * @throws LocalNeo4jException if it can't be started; nothing half made is left that a later
   *     start would trip over
   */
  public static LocalNeo4j start(LocalNeo4jConfig config) {
    long began = System.nanoTime();
    JavaRuntime java = JavaRuntime.choose(config.program().java());
    Path place = config.folder();
    if (config.ephemeral()) {
      place = ServerFolder.makeTemporary(place);
    }
    ServerFolder folder = ServerFolder.open(place);
    try {
      FolderLock lock = FolderLock.acquire(folder.path());
      try {
        return opened(new LocalNeo4j(config, java, folder, lock), began);
      } catch (IOException | RuntimeException e) {
        removeIfEphemeral(config, folder);
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw ServerFolder.fault(folder.path(), e);
    }
  }

  private static LocalNeo4j opened(LocalNeo4j server, long began) throws IOException {
    try {
      server.opened(began);
      return server;
    } catch (IOException | RuntimeException e) {
      server.process.stop();
      throw e;
    }
  }

  /**
   * Looks up the server of a folder that a live process owns, so that another tool can talk to it.
   *
   * @param folder the server's folder
   * @return where the server is and how to log in; empty if no live process owns the folder, or its
   *     server is not up
   * @throws LocalNeo4jException if the folder can't be read by this user
   */
  public static Optional<LocalNeo4jAccess> running(Path folder) {
    if (!DataFolder.isOurs(folder)) {
      return Optional.empty();
    }
    try {
      ServerFolder server = new ServerFolder(folder.toRealPath());
      Optional<URI> uri =
          FolderLock.owner(server.path())
              .flatMap(owner -> owner.detail(ServerFolder.URI_KEY))
              .map(URI::create);
      if (uri.isEmpty() || !FolderLock.isHeld(server.path())) {
        return Optional.empty();
      }
      String password = Administrator.password(server);
      return Optional.of(new LocalNeo4jAccess(uri.get(), Administrator.USER, password));
    } catch (IOException e) {
      throw ServerFolder.fault(folder, e);
    }
  }

  /**
   * Returns where the server listens and how to log in.
   *
   * @return the same for the life of this instance
   */
  public LocalNeo4jAccess access() {
    return access;
  }

  /**
   * Returns the TCP port that the server listens on.
   *
   * @return 1 to 65535
   */
  public int port() {
    return access.uri().getPort();
  }

  /**
   * Returns the server's folder; its logs are below it.
   *
   * @return an absolute path without links
   */
  public Path folder() {
    return folder.path();
  }

  /**
   * Returns the process id of the server that was started last.
   *
   * @return the process id, whether or not it lives
   */
  public long pid() {
    return process.pid();
  }

  /**
   * Tells whether the server lives.
   *
   * @return false after {@link #stop}, {@link #kill}, or its own end
   */
  public boolean isRunning() {
    return process.isAlive();
  }

  /**
   * Returns a stage that completes when the server that was started last ends, for whatever reason.
   *
   * @return a stage with its exit code: 137 after a kill
   */
  public CompletionStage<Integer> exited() {
    return process.exited();
  }

  /** Stops the server cleanly; after 30 s by force. The folder stays owned. */
  public synchronized void stop() {
    announce(Map.of());
    process.stop();
  }

  /** Kills the server with SIGKILL, as a crash would; returns when it is gone. For drills. */
  public synchronized void kill() {
    process.kill();
  }

  /**
   * Stops the server if it runs and starts it again on the same port; after a crash or a kill it
   * recovers first.
   *
   * @throws LocalNeo4jException if it can't be started; it is then stopped, and this may be called
   *     again
   * @throws IllegalStateException if this is closed
   */
  public synchronized void restart() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    stop();
    try {
      new ServerProcesses(folder).stopOrphans();
      process = again(port(), access.password());
      announce(whereItListens());
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
      removeIfEphemeral(config, folder);
    } finally {
      lock.close();
    }
  }

  /**
   * Starts on the configured port, or on a free one; a port that is taken in between is replaced.
   */
  private ServerProcess first(String password) throws IOException {
    if (config.port() != 0) {
      return again(config.port(), password);
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return again(LoopbackPort.choose(folder.rememberedPort()), password);
      } catch (LocalNeo4jException e) {
        if (e.reason() != Reason.PORT_TAKEN || attempt == PORT_TRIES) {
          throw e;
        }
      }
    }
  }

  private ServerProcess again(int port, String password) throws IOException {
    long endNanos = System.nanoTime() + config.startupTimeout().toNanos();
    ServerProcess started = ServerProcess.start(folder, config, java, port, endNanos);
    try {
      Administrator.await(started, password, config, endNanos);
      folder.rememberPort(port);
      return started;
    } catch (IOException | RuntimeException e) {
      started.stop();
      throw e;
    }
  }

  private void opened(long began) throws IOException {
    lock.announce(whereItListens());
    if (config.stopAtJvmExit()) {
      exitHook = ExitHook.install("signalcoherence-neo4j-stop", this::close);
    }
    LOG.atInfo()
        .addKeyValue("op", "neo4j_start")
        .addKeyValue("pid", pid())
        .addKeyValue("latency_ms", (System.nanoTime() - began) / 1_000_000)
        .log("Neo4j is up: {} on {}, Java {}", access.uri(), folder(), java.major());
  }

  private Map<String, String> whereItListens() {
    return Map.of(ServerFolder.URI_KEY, access.uri().toString());
  }

  private void announce(Map<String, String> details) {
    try {
      lock.announce(details);
    } catch (IOException e) {
      // The lock says who owns the folder; this only says it to people.
      LOG.atWarn().addKeyValue("op", "neo4j_announce").log("owner record not written", e);
    }
  }

  private static void removeIfEphemeral(LocalNeo4jConfig config, ServerFolder folder) {
    if (!config.ephemeral()) {
      return;
    }
    try {
      FileTree.delete(folder.path());
    } catch (IOException e) {
      throw new LocalNeo4jException(
          Reason.SERVER_FAILED, "temporary folder " + folder.path() + " can't be removed", e);
    }
  }
}
