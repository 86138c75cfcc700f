package io.signalcoherence.launcher.replay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * What a data folder remembers of one file's replay, by the file's fingerprint: its shift, fixed
 * once so that a repeat sends the same keys, and how far an unfinished run came. Written whole or
 * not at all.
 */
final class ReplayState implements AutoCloseable {

  private static final String SHIFT = "shift";
  private static final String DONE = "lines-done";

  private final Path file;
  private final FileChannel lock;
  private final Properties properties = new Properties();

  private ReplayState(Path file, FileChannel lock) {
    this.file = file;
    this.lock = lock;
  }

  /**
   * Reads what is remembered; nothing if this is the first replay.
   *
   * @throws IOException if the folder fails, or another process replays the same file
   */
  static ReplayState of(Path dataFolder, String fingerprint) throws IOException {
    Path folder = dataFolder.resolve("replay");
    Files.createDirectories(folder);
    FileChannel lock =
        FileChannel.open(
            folder.resolve(fingerprint + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() == null) {
        throw new IOException("another replay of the same file is under way in " + dataFolder);
      }
      ReplayState state = new ReplayState(folder.resolve(fingerprint + ".properties"), lock);
      if (Files.exists(state.file)) {
        try (InputStream in = Files.newInputStream(state.file)) {
          state.properties.load(in);
        }
      }
      return state;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** How much later than recorded the signals are sent. */
  Optional<Duration> shift() {
    return Optional.ofNullable(properties.getProperty(SHIFT)).map(Duration::parse);
  }

  void fixShift(Duration shift) throws IOException {
    properties.setProperty(SHIFT, shift.toString());
    write();
  }

  /**
   * Lines that an unfinished run has had answered, for this kind of run; 0 if none is unfinished.
   */
  long linesDone(boolean shifted) {
    return Long.parseLong(properties.getProperty(DONE + "." + shifted, "0"));
  }

  /** Remembers how far a run came; 0 once it has finished. */
  void linesDone(boolean shifted, long lines) throws IOException {
    properties.setProperty(DONE + "." + shifted, Long.toString(lines));
    write();
  }

  private void write() throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try (OutputStream out = Files.newOutputStream(next)) {
      properties.store(out, "how far a replay came; safe to delete but for the shift");
    }
    try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    // without this a power cut may undo the move: a lost shift would make every key a new one
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
