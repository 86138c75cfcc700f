package io.signalcoherence.adapter.postgres.local;

import io.signalcoherence.adapter.postgres.local.LocalPostgresException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server processes that work on a data folder, whoever started them.
 *
 * <p>On Linux a server process is one named {@code postgres} whose working directory is the folder:
 * so is every postmaster and every backend, and no other program is taken for one because it has
 * got the same process id. Elsewhere it is the process that {@code postmaster.pid} names, if it is
 * a {@code postgres} told to use this folder, and its descendants.
 */
final class ServerProcesses {

  static final boolean LINUX = Files.isDirectory(Path.of("/proc/self/task"));

  private static final Logger LOG = LoggerFactory.getLogger(ServerProcesses.class);
  private static final Path PROC = Path.of("/proc");
  private static final Duration STEP = Duration.ofMillis(5);
  private static final Duration FAST = Duration.ofSeconds(20);
  private static final Duration LATER = Duration.ofSeconds(5);

  private final ServerFolder folder;

  ServerProcesses(ServerFolder folder) {
    this.folder = folder;
  }

  /**
   * Stops a server that a process now dead has left, and clears a note of one that is not there.
   */
  void stopOrphan() throws IOException {
    Optional<ProcessHandle> orphan = postmaster();
    if (orphan.isPresent()) {
      LOG.atWarn()
          .addKeyValue("op", "postgres_orphan_stop")
          .addKeyValue("pid", orphan.get().pid())
          .log("stopping the server that an earlier owner of the folder left running");
      stop(orphan.get());
    }
    // Sessions that outlive a killed postmaster may still write to its data.
    killAll(List.of());
    Optional<ProcessHandle> noted = notedPid().flatMap(ProcessHandle::of);
    if (noted.isPresent() && isAlive(noted.get())) {
      // Another program has got the pid; the server would take it for a postmaster and refuse to
      // start.
      Files.deleteIfExists(folder.postmasterPid());
    }
  }

  /** Returns the postmaster of this folder: the live one noted, or else the one with children. */
  Optional<ProcessHandle> postmaster() throws IOException {
    Set<Long> all = LINUX ? onLinux() : elsewhere();
    return notedPid()
        .filter(all::contains)
        .or(() -> all.stream().flatMap(pid -> parent(pid).stream()).filter(all::contains).findAny())
        .flatMap(ProcessHandle::of);
  }

  /** Stops a postmaster: fast, after 20 s at once without a checkpoint, after 5 s more by force. */
  void stop(ProcessHandle postmaster) {
    signal("INT", postmaster);
    if (!awaitEnd(postmaster, FAST)) {
      signal("QUIT", postmaster);
      awaitEnd(postmaster, LATER);
    }
    kill(postmaster);
  }

  /**
   * Ends a postmaster and all its children at once, as a crash would; returns when all are gone.
   */
  void kill(ProcessHandle postmaster) {
    List<ProcessHandle> known = new ArrayList<>(postmaster.descendants().toList());
    known.add(postmaster);
    postmaster.destroyForcibly();
    killAll(known);
  }

  private void killAll(List<ProcessHandle> known) {
    long end = System.nanoTime() + LATER.toNanos();
    List<ProcessHandle> left = alive(known);
    while (!left.isEmpty()) {
      if (System.nanoTime() - end > 0) {
        throw new LocalPostgresException(
            Reason.SERVER_FAILED,
            "data folder " + folder.path() + ": server processes can't be ended: " + left);
      }
      left.forEach(ProcessHandle::destroyForcibly);
      LockSupport.parkNanos(STEP.toNanos());
      left = alive(known);
    }
  }

  /**
   * Tells whether a process lives; one that has ended and only waits for its parent to notice does
   * not.
   */
  static boolean isAlive(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    if (!LINUX) {
      return true;
    }
    try {
      Path file = PROC.resolve(process.pid() + "/stat");
      String stat = Files.readString(file, StandardCharsets.ISO_8859_1);
      return !stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
    } catch (IOException gone) {
      return false;
    }
  }

  /**
   * Returns those of the known processes that live and, where that can be seen, all others of the
   * folder.
   */
  private List<ProcessHandle> alive(List<ProcessHandle> known) {
    Set<ProcessHandle> all = new HashSet<>(known);
    if (LINUX) {
      onLinux().forEach(pid -> ProcessHandle.of(pid).ifPresent(all::add));
    }
    return all.stream().filter(ServerProcesses::isAlive).toList();
  }

  private Set<Long> onLinux() {
    Set<Long> found = new HashSet<>();
    try (Stream<Path> processes = Files.list(PROC)) {
      processes
          .filter(path -> path.getFileName().toString().matches("\\d+"))
          .filter(this::worksHere)
          .forEach(path -> found.add(Long.valueOf(path.getFileName().toString())));
    } catch (IOException e) {
      throw ServerFolder.fault("folder", PROC, e);
    }
    return found;
  }

  private boolean worksHere(Path process) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(folder.data())
          && Files.readString(process.resolve("comm"), StandardCharsets.ISO_8859_1)
              .strip()
              .equals("postgres");
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }

  private Set<Long> elsewhere() throws IOException {
    return notedPid().filter(this::isToldToUseThisFolder).map(Set::of).orElse(Set.of());
  }

  private boolean isToldToUseThisFolder(long pid) {
    Optional<ProcessHandle.Info> info = ProcessHandle.of(pid).map(ProcessHandle::info);
    String command = info.flatMap(ProcessHandle.Info::command).orElse("");
    List<String> arguments =
        info.flatMap(ProcessHandle.Info::arguments).map(List::of).orElse(List.of());
    return command.endsWith("/postgres") && arguments.contains(folder.data().toString());
  }

  private Optional<Long> notedPid() throws IOException {
    if (!Files.exists(folder.postmasterPid())) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(folder.postmasterPid(), StandardCharsets.ISO_8859_1);
    return lines.stream()
        .limit(1)
        .map(String::strip)
        .filter(line -> line.matches("\\d{1,18}"))
        .map(Long::valueOf)
        .findFirst();
  }

  private static Optional<Long> parent(long pid) {
    return ProcessHandle.of(pid).flatMap(ProcessHandle::parent).map(ProcessHandle::pid);
  }

  private static boolean awaitEnd(ProcessHandle process, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    while (isAlive(process)) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
    return true;
  }

  /** Java can send no other signals than TERM and KILL; every shell can. */
  static void signal(String name, ProcessHandle process) {
    if (!isAlive(process)) {
      return;
    }
    try {
      ShortCommand.run(List.of("/bin/sh", "-c", "kill -" + name + " " + process.pid()), 10);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("op", "postgres_signal")
          .addKeyValue("pid", process.pid())
          .log("could not send {}", name, e);
    }
  }
}
