package io.signalcoherence.localservers;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An operating system's lock on a file, which ends with the process however that ends.
 *
 * <p>Closing any descriptor of a locked file drops all locks that the process has on it, so the
 * process that holds one must never open the file a second time, not even to read it: what is to be
 * read belongs into another file. Hence the one monitor for taking, probing and giving up, and the
 * list of what this JVM holds.
 *
 * <p>Methods may be called from any thread; who takes a lock may be refused by another thread of
 * its own JVM as by another process.
 */
public final class ProcessLock implements AutoCloseable {

  /** Files that this JVM holds the lock of, and so must not open. */
  private static final Set<Path> HELD_HERE = new HashSet<>();

  /**
   * For as long as this is tried, since someone who only asks about a file holds the lock for a
   * moment.
   */
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private static final Duration STEP = Duration.ofMillis(10);

  private final Path file;
  private final FileChannel channel;

  private ProcessLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock of a file, if nobody has it: tries for 300 ms.
   *
   * @param file the file, made with mode 0600 if it is missing; its folder must exist
   * @return the lock, held until it is closed or this JVM ends; empty if another has it
   * @throws IOException if the file can't be opened for writing
   */
  public static synchronized Optional<ProcessLock> tryAcquire(Path file) throws IOException {
    Path real = real(file);
    if (!HELD_HERE.add(real)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    boolean held = false;
    try {
      PrivateFiles.makeFile(real);
      channel = FileChannel.open(real, StandardOpenOption.WRITE);
      held = locks(channel);
      return held ? Optional.of(new ProcessLock(real, channel)) : Optional.empty();
    } finally {
      if (!held) {
        release(real, channel);
      }
    }
  }

  /**
   * Tells whether a live process has the lock of a file, this one included. Only asks: nobody is
   * refused meanwhile who tries as {@link #tryAcquire} does.
   *
   * @param file a file that exists
   * @return whether it is locked now
   * @throws IOException if the file can't be opened for reading
   */
  public static synchronized boolean isHeld(Path file) throws IOException {
    Path real = real(file);
    if (HELD_HERE.contains(real)) {
      return true;
    }
    try (FileChannel probe = FileChannel.open(real, StandardOpenOption.READ);
        FileLock lock = probe.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    }
  }

  /** Gives the lock up; the file stays. Idempotent. */
  @Override
  public void close() {
    synchronized (ProcessLock.class) {
      if (channel.isOpen()) {
        release(file, channel);
      }
    }
  }

  private static boolean locks(FileChannel channel) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (channel.tryLock() == null) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
    return true;
  }

  private static void release(Path real, @Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException lostAnyway) {
        // The descriptor, and the lock with it, is gone whatever close says.
      }
    }
    HELD_HERE.remove(real);
  }

  /** One file has one name, by whatever links its folder is reached. */
  private static Path real(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    return requireNonNull(absolute.getParent(), "a file, not a root")
        .toRealPath()
        .resolve(requireNonNull(absolute.getFileName(), "a file, not a root"));
  }
}
