package io.signalcoherence.localservers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The ownership of a data folder: a {@link ProcessLock} on a file in it, and another file in which
 * the owner says who it is.
 *
 * <p>Methods may be called from any thread; of one lock, one thread at a time may announce.
 */
public final class FolderLock implements AutoCloseable {

  /** The file that is locked; a folder that has it has been one of ours. */
  static final String LOCK = "owner.lock";

  private static final String RECORD = "owner.properties";

  private final Path folder;
  private final ProcessLock lock;
  private final Instant since = Instant.now();

  private FolderLock(Path folder, ProcessLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Takes a folder, and says there who has it.
   *
   * @param folder a folder that exists
   * @return the ownership, held until it is closed or this JVM ends
   * @throws FolderInUseException if a live process has it
   * @throws IOException if the folder can't be written
   */
  public static FolderLock acquire(Path folder) throws IOException {
    Optional<ProcessLock> lock = ProcessLock.tryAcquire(folder.resolve(LOCK));
    if (lock.isEmpty()) {
      throw new FolderInUseException(folder, owner(folder));
    }
    try {
      FolderLock owned = new FolderLock(folder, lock.get());
      owned.announce(Map.of());
      return owned;
    } catch (IOException | RuntimeException e) {
      lock.get().close();
      throw e;
    }
  }

  /**
   * Tells whether a live process owns a folder, this one included.
   *
   * @param folder a folder that {@link DataFolder#isOurs is ours}
   * @return whether one does now
   * @throws IOException if this user may not read the folder
   */
  public static boolean isHeld(Path folder) throws IOException {
    return ProcessLock.isHeld(folder.resolve(LOCK));
  }

  /**
   * Returns what the owner of a folder says of itself, or its last one did: it means nothing unless
   * the folder {@link #isHeld is held}.
   *
   * @param folder a folder
   * @return empty if no owner has said so yet
   * @throws IOException if this user may not read it
   */
  public static Optional<FolderOwner> owner(Path folder) throws IOException {
    return FolderOwner.parse(KeyValueFile.read(folder.resolve(RECORD)));
  }

  /**
   * Says who owns the folder, and what else there is to say; what was said before is forgotten.
   *
   * @param details where the server listens, once it is up, by keys that its kind chooses, other
   *     than {@code pid} and {@code since}; no secret
   * @throws IOException if it can't be written; what was said before then stays
   */
  public void announce(Map<String, String> details) throws IOException {
    FolderOwner self = new FolderOwner(ProcessHandle.current().pid(), since, details);
    KeyValueFile.write(folder.resolve(RECORD), self.lines());
  }

  /** Gives the folder up; what was said of the owner stays. Idempotent. */
  @Override
  public void close() {
    lock.close();
  }
}
