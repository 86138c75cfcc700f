package io.signalcoherence.adapter.postgres.local;

import io.signalcoherence.adapter.postgres.local.LocalPostgresException.Reason;
import io.signalcoherence.localservers.ProcessLiveness;
import io.signalcoherence.localservers.ProcessSearch;
import io.signalcoherence.localservers.ProcessSignal;
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
import java.util.stream.Collectors;
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

  private static final Logger LOG = LoggerFactory.getLogger(ServerProcesses.class);
  private static final String PROGRAM = "postgres";
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
    if (noted.filter(ProcessLiveness::isAlive).isPresent()) {
      // Another program has got the pid; the server would take it for a postmaster and refuse to
      // start.
      Files.deleteIfExists(folder.postmasterPid());
    }
  }

  /** Returns the postmaster of this folder: the live one noted, or else the one with children. */
  Optional<ProcessHandle> postmaster() throws IOException {
    Set<Long> all = ProcessSearch.ON_LINUX ? onLinux() : elsewhere();
    return notedPid()
        .filter(all::contains)
        .or(() -> all.stream().flatMap(pid -> parent(pid).stream()).filter(all::contains).findAny())
        .flatMap(ProcessHandle::of);
  }

  /** Stops a postmaster: fast, after 20 s at once without a checkpoint, after 5 s more by force. */
  void stop(ProcessHandle postmaster) {
    signal(ProcessSignal.INT, postmaster);
    if (!ProcessLiveness.awaitEnd(postmaster, FAST)) {
      signal(ProcessSignal.QUIT, postmaster);
      ProcessLiveness.awaitEnd(postmaster, LATER);
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
   * Returns those of the known processes that live and, where that can be seen, all others of the
   * folder.
   */
  private List<ProcessHandle> alive(List<ProcessHandle> known) {
    Set<ProcessHandle> all = new HashSet<>(known);
    all.addAll(workingHere());
    return all.stream().filter(ProcessLiveness::isAlive).toList();
  }

  private Set<Long> onLinux() {
    return workingHere().stream().map(ProcessHandle::pid).collect(Collectors.toSet());
  }

  private List<ProcessHandle> workingHere() {
    try {
      return ProcessSearch.workingIn(folder.data(), PROGRAM);
    } catch (IOException e) {
      throw ServerFolder.fault("folder", Path.of("/proc"), e);
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
    return command.endsWith("/" + PROGRAM) && arguments.contains(folder.data().toString());
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

  /** One that can't be sent leaves more to those that follow. */
  private static void signal(ProcessSignal signal, ProcessHandle process) {
    try {
      signal.send(process);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("op", "postgres_signal")
          .addKeyValue("pid", process.pid())
          .log("could not send {}", signal, e);
    }
  }
}
