package io.signalcoherence.adapter.redis.local;

import io.signalcoherence.adapter.redis.local.LocalRedisException.Reason;
import io.signalcoherence.localservers.ExitHook;
import io.signalcoherence.localservers.LoopbackPort;
import io.signalcoherence.localservers.ProcessLiveness;
import io.signalcoherence.localservers.ProcessSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis server on 127.0.0.1, run as a child process. A durable folder keeps its port, its
 * password, which only the folder's owner can read, and its data; a server that a dead owner left
 * there is stopped first.
 */
public final class LocalRedis implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalRedis.class);

  private final RedisFolder folder;
  private final RedisServer server;
  private volatile Process process;
  private @Nullable ExitHook exitHook;
  private boolean closed;

  private LocalRedis(RedisFolder folder, RedisServer server, Process process) {
    this.folder = folder;
    this.server = server;
    this.process = process;
  }

  /**
   * Starts a server and returns once it answers.
   *
   * @param config how to run it
   * @return the running server
   * @throws LocalRedisException if it can't be started
   */
  public static LocalRedis start(LocalRedisConfig config) {
    long began = System.nanoTime();
    RedisFolder folder = RedisFolder.acquire(config);
    try {
      RedisServer server = RedisServer.prepare(config, folder);
      return opened(new LocalRedis(folder, server, server.start()), config, began);
    } catch (IOException e) {
      folder.close();
      throw RedisFolder.fault(folder.path(), e);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static LocalRedis opened(LocalRedis redis, LocalRedisConfig config, long began) {
    try {
      redis.opened(config, began);
      return redis;
    } catch (RuntimeException e) {
      RedisProcesses.stop(redis.process.toHandle());
      throw e;
    }
  }

  private void opened(LocalRedisConfig config, long began) {
    if (config.stopAtJvmExit()) {
      exitHook = ExitHook.install("signalcoherence-redis-stop", this::close);
    }
    LOG.atInfo()
        .addKeyValue("op", "redis_start")
        .addKeyValue("pid", pid())
        .addKeyValue("latency_ms", (System.nanoTime() - began) / 1_000_000)
        .log("Redis is up: {} on {}", url(), folder());
  }

  /**
   * Returns where it listens.
   *
   * @return {@code redis://127.0.0.1:port}, the same for the life of this instance
   */
  public String url() {
    return "redis://" + LoopbackPort.HOST + ":" + port();
  }

  /**
   * Returns the port.
   *
   * @return the same for the life of this instance
   */
  public int port() {
    return server.port();
  }

  /**
   * Returns the password of the default user.
   *
   * @return the same for the life of the folder
   */
  public String password() {
    return server.password();
  }

  /**
   * Returns the password of a folder's server, so that another process of the same user can log in.
   *
   * @param folder the folder
   * @return the password; empty if no server was ever started there
   * @throws LocalRedisException if this user can't read it
   */
  public static Optional<String> passwordOf(Path folder) {
    Path file = folder.resolve(RedisServer.PASSWORD);
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new LocalRedisException(
          Reason.FOLDER_UNUSABLE, "folder " + folder + ": can't be read: " + e, e);
    }
  }

  /**
   * Returns the folder.
   *
   * @return absolute and without links
   */
  public Path folder() {
    return folder.path();
  }

  /**
   * Returns the process id of the server that was started last.
   *
   * @return it, also after its end
   */
  public long pid() {
    return process.pid();
  }

  /**
   * Tells whether the server's process lives; frozen, it does.
   *
   * @return whether it does
   */
  public boolean isRunning() {
    return ProcessLiveness.isAlive(process.toHandle());
  }

  /** Stops the server in order, frozen or not. The folder stays owned. */
  public synchronized void stop() {
    RedisProcesses.stop(process.toHandle());
  }

  /** Kills the server with SIGKILL, as a crash would. For drills. */
  public synchronized void kill() {
    RedisProcesses.kill(process.toHandle());
  }

  /** Freezes the server: it keeps its connections and answers nothing. For drills. */
  public synchronized void freeze() {
    RedisProcesses.send(ProcessSignal.STOP, process.toHandle());
  }

  /** Lets a frozen server go on. */
  public synchronized void thaw() {
    RedisProcesses.send(ProcessSignal.CONT, process.toHandle());
  }

  /**
   * Stops the server if it runs and starts it again on the same port.
   *
   * @throws LocalRedisException if it can't be started; it is then stopped, and this may be called
   *     again
   * @throws IllegalStateException if this is closed
   */
  public synchronized void restart() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    stop();
    try {
      RedisProcesses.stopOrphans(folder.path());
      process = server.start();
    } catch (IOException e) {
      throw new LocalRedisException(
          Reason.SERVER_FAILED, "folder " + folder.path() + ": can't be used: " + e, e);
    }
  }

  /**
   * Stops the server and gives the folder up; removes the folder if it is ephemeral. Idempotent.
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
    } finally {
      folder.close();
    }
  }
}
