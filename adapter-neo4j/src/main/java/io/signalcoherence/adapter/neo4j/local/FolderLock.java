package io.signalcoherence.adapter.neo4j.local;

import io.signalcoherence.adapter.neo4j.local.LocalNeo4jException.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The ownership of a folder: an operating system's lock on a file in it, which ends with the
 * process however that ends.
 *
 * <p>What the owner says of itself is in another file. Closing any descriptor of a locked file
 * drops all locks that the process has on it, so the owner's process must never open the lock file
 * a second time, not even to read it; hence the one monitor for taking and probing.
 */
final class FolderLock implements AutoCloseable {

  /** Folders that this JVM owns, and so must not open the lock file of. */
  private static final Set<Path> OWNED_HERE = ConcurrentHashMap.newKeySet();

  /**
   * For as long as this is tried, since someone who only asks about the folder holds the lock for a
   * moment.
   */
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private static final String PID = "pid";
  private static final String URI_KEY = "bolt-uri";

  private final ServerFolder folder;
  private final FileChannel channel;

  private FolderLock(ServerFolder folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** Takes a folder, or throws naming the process that has it. */
  static synchronized FolderLock acquire(ServerFolder folder) throws IOException {
    if (!OWNED_HERE.add(folder.path())) {
      throw inUse(folder);
    }
    FileChannel channel = null;
    try {
      makeLockFile(folder);
      channel = FileChannel.open(folder.lock(), StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        throw inUse(folder);
      }
      FolderLock lock = new FolderLock(folder, channel);
      lock.announce(Optional.empty());
      return lock;
    } catch (IOException | RuntimeException e) {
      OWNED_HERE.remove(folder.path());
      closeQuietly(channel);
      throw e;
    }
  }

  /** Tells whether a live process owns a folder of ours. */
  static synchronized boolean isHeld(ServerFolder folder) throws IOException {
    if (OWNED_HERE.contains(folder.path())) {
      return true;
    }
    try (FileChannel probe = FileChannel.open(folder.lock(), StandardOpenOption.READ);
        FileLock lock = probe.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    }
  }

  /** Where the owner says that its server listens; means nothing unless the lock is held. */
  static Optional<URI> announced(ServerFolder folder) throws IOException {
    return Optional.ofNullable(PrivateFiles.readValues(folder.ownerRecord()).get(URI_KEY))
        .map(URI::create);
  }

  /** Says who owns the folder and, once the server is up, where it is reached. */
  void announce(Optional<URI> uri) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(PID, Long.toString(ProcessHandle.current().pid()));
    uri.ifPresent(address -> values.put(URI_KEY, address.toString()));
    PrivateFiles.writeValues(folder.ownerRecord(), values);
  }

  /** Gives the folder up. */
  @Override
  public void close() {
    closeQuietly(channel);
    OWNED_HERE.remove(folder.path());
  }

  private static void makeLockFile(ServerFolder folder) throws IOException {
    try {
      Files.createFile(folder.lock(), PrivateFiles.FILE);
    } catch (FileAlreadyExistsException made) {
      // By an earlier start.
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (channel.tryLock() == null) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    return true;
  }

  private static LocalNeo4jException inUse(ServerFolder folder) throws IOException {
    Map<String, String> owner = PrivateFiles.readValues(folder.ownerRecord());
    String message = "Neo4j folder " + folder.path() + " is in use by ";
    if (!owner.containsKey(PID)) {
      message += "another process that is starting; try again";
    } else {
      message += "process " + owner.get(PID);
      message +=
          owner.containsKey(URI_KEY)
              ? "; use its server instead: " + owner.get(URI_KEY)
              : ", whose server is not up; try again";
    }
    return new LocalNeo4jException(Reason.FOLDER_IN_USE, message);
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException lostAnyway) {
        // The descriptor, and the lock with it, is gone whatever close says.
      }
    }
  }
}
