package io.signalcoherence.localservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Linux tells of processes as files (proc(5)). Elsewhere, and of a process that is gone, it
 * tells nothing.
 *
 * @param root a folder that is laid out as {@code /proc} is
 */
record ProcFiles(Path root) {

  static final ProcFiles OF_THIS_MACHINE = new ProcFiles(Path.of("/proc"));

  /** In what follows the program's name, which is the second field of {@code stat}. */
  private static final int STATE = 0;

  private static final int START_TICKS = 22 - 3;

  /** The text that is another after each boot of the machine. */
  Optional<String> bootId() {
    return read(root.resolve("sys/kernel/random/boot_id"));
  }

  /** When a process began, in clock ticks from the machine's boot. */
  Optional<String> startTicks(long pid) {
    return stat(pid).map(fields -> fields[START_TICKS]);
  }

  /**
   * Whether all of a process's threads have ended and its parent has yet to notice. The first
   * thread may have ended while others still hold the process's port and files.
   */
  boolean hasEnded(long pid) {
    return stat(pid).filter(fields -> fields[STATE].equals("Z")).isPresent() && threads(pid) <= 1;
  }

  Path of(long pid) {
    return root.resolve(Long.toString(pid));
  }

  private long threads(long pid) {
    try (Stream<Path> threads = Files.list(of(pid).resolve("task"))) {
      return threads.count();
    } catch (IOException | UncheckedIOException gone) {
      return 0;
    }
  }

  /** The fields after the name, which may have spaces and brackets itself. */
  private Optional<String[]> stat(long pid) {
    return read(of(pid).resolve("stat"))
        .map(text -> text.substring(text.lastIndexOf(')') + 1).strip().split(" ", -1))
        .filter(fields -> fields.length > START_TICKS);
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1).strip());
    } catch (IOException notLinuxOrGone) {
      return Optional.empty();
    }
  }
}
