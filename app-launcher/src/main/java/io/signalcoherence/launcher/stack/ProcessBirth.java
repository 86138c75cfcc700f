package io.signalcoherence.launcher.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a process began, in a form that every JVM finds the same as long as it lives: it tells a
 * process from a later one that has got its id.
 *
 * <p>On Linux that is the machine's boot and the ticks from there, which no change of the clock
 * moves; {@link ProcessHandle} adds the boot's time of day to the ticks, and that moves with the
 * clock. Elsewhere the system keeps the time itself, and the handle tells it.
 */
final class ProcessBirth {

  private static final ProcessBirth OF_THIS_MACHINE = new ProcessBirth(Path.of("/proc"));

  /** In what follows the program's name, which is the second field. */
  private static final int STATE = 0;

  private static final int START_TICKS = 22 - 3;

  private final Path proc;

  /** Reads a folder that is laid out as Linux's {@code /proc} is. */
  ProcessBirth(Path proc) {
    this.proc = proc;
  }

  static ProcessBirth ofThisMachine() {
    return OF_THIS_MACHINE;
  }

  /** When the process began, as text; the same text whoever asks and whenever. */
  String of(ProcessHandle process) {
    Optional<String> boot = bootId();
    Optional<String> ticks = stat(process.pid()).map(fields -> fields[START_TICKS]);
    if (boot.isPresent() && ticks.isPresent()) {
      return "boot " + boot.get() + " tick " + ticks.get();
    }
    return process
        .info()
        .startInstant()
        .map(Instant::toEpochMilli)
        .map(at -> at + " ms")
        .orElse("?");
  }

  /** The live process of an id that began then. */
  Optional<ProcessHandle> find(long pid, String began) {
    return ProcessHandle.of(pid).filter(this::isAlive).filter(process -> of(process).equals(began));
  }

  /**
   * Whether it lives; one that only waits for its parent to notice its end does not. Its first
   * thread may have ended while others still hold its port and files, and then it lives.
   */
  boolean isAlive(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    boolean firstEnded = stat(process.pid()).map(fields -> fields[STATE].equals("Z")).orElse(false);
    return !firstEnded || threads(process.pid()) > 1;
  }

  private long threads(long pid) {
    Path tasks = proc.resolve(Long.toString(pid)).resolve("task");
    try (Stream<Path> threads = Files.list(tasks)) {
      return threads.count();
    } catch (IOException | UncheckedIOException gone) {
      return 0;
    }
  }

  private Optional<String> bootId() {
    return read(proc.resolve("sys/kernel/random/boot_id"));
  }

  /** The fields after the name, which may have spaces and brackets itself. */
  private Optional<String[]> stat(long pid) {
    return read(proc.resolve(Long.toString(pid)).resolve("stat"))
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
