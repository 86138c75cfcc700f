package io.signalcoherence.adapter.kafka.local;

import io.signalcoherence.adapter.kafka.local.LocalKafkaException.Reason;
import io.signalcoherence.localservers.DataFolder;
import io.signalcoherence.localservers.ExitHook;
import io.signalcoherence.localservers.FileTree;
import io.signalcoherence.localservers.FolderLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker, its own controller too (KRaft), that runs as a child process on a folder which
 * this JVM owns while the instance is open.
 *
 * <p>It listens on 127.0.0.1 alone and asks for no login: whoever has a shell on the machine can
 * talk to it, so it is for development, tests and drills. As any broker does, it leaves flushing to
 * the operating system: what it has acknowledged outlives its process, not a power cut. The folder
 * outlives the broker; one owner at a time is ensured by an operating system's lock. A broker that
 * an owner left when it died hard is stopped before a new one is started.
 *
 * <p>Methods may be called from any thread; those that start or stop wait for each other.
 */
public final class LocalKafka implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalKafka.class);

  private final LocalKafkaConfig config;
  private final BrokerStart start;
  private final FolderLock lock;
  private volatile Broker broker;
  private @Nullable ExitHook exitHook;
  private boolean closed;

  private LocalKafka(LocalKafkaConfig config, BrokerStart start, FolderLock lock, Broker broker) {
    this.config = config;
    this.start = start;
    this.lock = lock;
    this.broker = broker;
  }

  /**
   * Starts a broker and returns once it answers.
   *
   * @param config how to run it
   * @return the running broker
   * @throws LocalKafkaException if it can't be started; nothing half made is left that a later
   *     start would trip over
   */
  public static LocalKafka start(LocalKafkaConfig config) {
    long began = System.nanoTime();
    Path place = config.folder();
    if (config.ephemeral()) {
      place = BrokerFolder.makeTemporary(place);
    }
    BrokerFolder folder = BrokerFolder.open(place);
    try {
      FolderLock lock = FolderLock.acquire(folder.path());
      try {
        BrokerStart start = BrokerStart.prepare(folder, config);
        return opened(new LocalKafka(config, start, lock, start.first()), began);
      } catch (IOException | RuntimeException e) {
        removeIfUnused(config, folder);
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw BrokerFolder.fault(folder.path(), e);
    }
  }

  private static LocalKafka opened(LocalKafka server, long began) throws IOException {
    try {
      server.opened(began);
      return server;
    } catch (IOException | RuntimeException e) {
      server.broker.kill();
      throw e;
    }
  }

  /**
   * Looks up the broker of a folder that a live process owns, so that another tool can talk to it.
   *
   * @param folder the data folder
   * @return where the broker is, or why there is none to talk to
   * @throws LocalKafkaException if the folder can't be read by this user
   */
  public static LocalKafkaAttachment attach(Path folder) {
    if (!DataFolder.isOurs(folder)) {
      return new LocalKafkaAttachment.Unowned("no data folder of ours at " + folder);
    }
    try {
      BrokerFolder server = new BrokerFolder(folder.toRealPath(), false);
      if (!FolderLock.isHeld(server.path())) {
        return new LocalKafkaAttachment.Unowned("no live process owns data folder " + folder);
      }
      Optional<LocalKafkaOwner> owner = FolderLock.owner(server.path()).map(LocalKafkaOwner::of);
      Optional<String> address = owner.flatMap(LocalKafkaOwner::bootstrapServers);
      Optional<ProcessHandle> process = new BrokerProcesses(server).find();
      if (address.isEmpty() || process.isEmpty()) {
        return new LocalKafkaAttachment.NotReady(owner);
      }
      return new LocalKafkaAttachment.Running(
          address.get(), owner.orElseThrow(), process.get().pid());
    } catch (IOException e) {
      throw BrokerFolder.fault(folder, e);
    }
  }

  /**
   * Returns where clients begin: one {@code host:port}.
   *
   * @return the same for the life of this instance
   */
  public String bootstrapServers() {
    return broker.ports().bootstrapServers();
  }

  /**
   * Returns the TCP port that the broker listens on.
   *
   * @return 1 to 65535
   */
  public int port() {
    return broker.ports().broker();
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
   * Returns the process id of the broker that was started last; by it a drill can freeze it.
   *
   * @return the process id, whether or not it lives
   */
  public long pid() {
    return broker.pid();
  }

  /**
   * Tells whether the broker's process lives.
   *
   * @return false after {@link #stop}, {@link #kill}, or its own end
   */
  public boolean isRunning() {
    return broker.isAlive();
  }

  /**
   * Returns a stage that completes when the broker that was started last ends, for whatever reason.
   *
   * @return a stage with its exit code: 143 after a stop, 137 after a kill
   */
  public CompletionStage<Integer> exited() {
    return broker.exited();
  }

  /** Stops the broker cleanly; after 20 s by force. The folder stays owned. */
  public synchronized void stop() {
    announce(Map.of());
    broker.stop();
  }

  /** Kills the broker with SIGKILL, as a crash would; returns when it is gone. For drills. */
  public synchronized void kill() {
    broker.kill();
  }

  /**
   * Stops the broker if it runs and starts it again on the same port; after a crash or a kill it
   * recovers first.
   *
   * @throws LocalKafkaException if it can't be started; it is then stopped, and this may be called
   *     again
   * @throws IllegalStateException if this is closed
   */
  public synchronized void restart() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    stop();
    try {
      new BrokerProcesses(start.folder()).stopOrphans();
      broker = start.again(BrokerPorts.choose(start.folder(), port()));
      announce(Map.of(LocalKafkaOwner.BOOTSTRAP_SERVERS, bootstrapServers()));
    } catch (IOException e) {
      throw BrokerFolder.fault(folder(), e);
    }
  }

  /**
   * Stops the broker as {@link #stop} does and gives the folder up; removes the folder if it is
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
    lock.announce(Map.of(LocalKafkaOwner.BOOTSTRAP_SERVERS, bootstrapServers()));
    if (config.stopAtJvmExit()) {
      exitHook = ExitHook.install("signalcoherence-kafka-stop", this::close);
    }
    LOG.atInfo()
        .addKeyValue("op", "kafka_start")
        .addKeyValue("pid", pid())
        .addKeyValue("latency_ms", (System.nanoTime() - began) / 1_000_000)
        .log("Kafka is up: {} on {}", bootstrapServers(), folder());
  }

  private void announce(Map<String, String> details) {
    try {
      lock.announce(details);
    } catch (IOException e) {
      // The lock says who owns the folder; this only says it to people.
      LOG.atWarn().addKeyValue("op", "kafka_announce").log("owner record not written", e);
    }
  }

  private static void removeIfUnused(LocalKafkaConfig config, BrokerFolder folder) {
    if (!config.ephemeral()) {
      folder.undo();
      return;
    }
    try {
      FileTree.delete(folder.path());
    } catch (IOException e) {
      throw new LocalKafkaException(
          Reason.BROKER_FAILED, "temporary data folder " + folder.path() + " can't be removed", e);
    }
  }
}
