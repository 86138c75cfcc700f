package io.signalcoherence.localservers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
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

  /** Files that this JVM holds the lock of, and so must not open, by what tells them apart. */
  private static final Set<Object> HELD_HERE = new HashSet<>();

  /**
   * For as long as this is tried, since someone who only asks about a file holds the lock for a
   * moment.
   */
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private static final Duration STEP = Duration.ofMillis(10);

  private final Object key;
  private final FileChannel channel;

  private ProcessLock(Object key, FileChannel channel) {
    this.key = key;
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
    PrivateFiles.makeFile(file);
    Object key = key(file);
    if (!HELD_HERE.add(key)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    boolean held = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
      held = locks(channel);
      return held ? Optional.of(new ProcessLock(key, channel)) : Optional.empty();
    } finally {
      if (!held) {
        release(key, channel);
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
    if (HELD_HERE.contains(key(file))) {
      return true;
    }
    try (FileChannel probe = FileChannel.open(file, StandardOpenOption.READ);
        FileLock lock = probe.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    }
  }

  /** Gives the lock up; the file stays. Idempotent. */
  @Override
  public void close() {
    synchronized (ProcessLock.class) {
      if (channel.isOpen()) {
        release(key, channel);
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

  private static void release(Object key, @Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException lostAnyway) {
        // The descriptor, and the lock with it, is gone whatever close says.
      }
    }
    HELD_HERE.remove(key);
  }

  /**
   * One file has one key, by whatever name or link it is reached; looking it up opens nothing.
   * Where the file system has no keys, its name without links must do.
   */
  private static Object key(Path file) throws IOException {
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? file.toRealPath() : key;
  }
}
