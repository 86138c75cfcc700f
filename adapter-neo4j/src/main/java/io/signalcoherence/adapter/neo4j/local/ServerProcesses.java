package io.signalcoherence.adapter.neo4j.local;

import io.signalcoherence.adapter.neo4j.local.LocalNeo4jException.Reason;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server processes that work on a folder, whoever started them: those that were told so in
 * their arguments. No other program is taken for one because it has got the same process id.
 */
final class ServerProcesses {

  static final String MAIN_CLASS = "org.neo4j.server.CommunityEntryPoint";

  private static final Logger LOG = LoggerFactory.getLogger(ServerProcesses.class);
  private static final Path PROC = Path.of("/proc");
  private static final boolean LINUX = Files.isDirectory(Path.of("/proc/self/task"));
  private static final Duration STEP = Duration.ofMillis(5);
  private static final Duration CLEANLY = Duration.ofSeconds(30);
  private static final Duration BY_FORCE = Duration.ofSeconds(10);

  private final ServerFolder folder;

  ServerProcesses(ServerFolder folder) {
    this.folder = folder;
  }

  /** The argument that names the folder to the server, and to whoever looks for it. */
  static String homeArgument(ServerFolder folder) {
    return "--home-dir=" + folder.path();
  }

  /** Stops the servers that processes now dead have left. */
  void stopOrphans() {
    for (ProcessHandle orphan : find()) {
      LOG.atWarn()
          .addKeyValue("op", "neo4j_orphan_stop")
          .addKeyValue("pid", orphan.pid())
          .log("stopping the server that an earlier owner of the folder left running");
      stop(orphan);
    }
  }

  /** Returns the live servers of this folder. */
  List<ProcessHandle> find() {
    return ProcessHandle.allProcesses()
        .filter(this::worksHere)
        .filter(ServerProcesses::isAlive)
        .toList();
  }

  private boolean worksHere(ProcessHandle process) {
    List<String> arguments = process.info().arguments().map(List::of).orElse(List.of());
    return arguments.contains(MAIN_CLASS) && arguments.contains(homeArgument(folder));
  }

  /** Stops a server cleanly, after 30 s by force. */
  void stop(ProcessHandle server) {
    boolean unused = server.destroy();
    if (!awaitEnd(server, CLEANLY)) {
      LOG.atWarn()
          .addKeyValue("op", "neo4j_stop")
          .addKeyValue("pid", server.pid())
          .log("the server did not stop within {}; killing it", CLEANLY);
      kill(server);
    }
  }

  /** Ends a server at once, as a crash would; returns when it is gone. */
  void kill(ProcessHandle server) {
    boolean unused = server.destroyForcibly();
    if (!awaitEnd(server, BY_FORCE)) {
      throw new LocalNeo4jException(
          Reason.SERVER_FAILED,
          "Neo4j folder " + folder.path() + ": process " + server.pid() + " can't be ended");
    }
  }

  /**
   * Tells whether a process lives; one that has ended and only waits for its parent to notice does
   * not. Its first thread may have ended while others still hold its port and files, and then it
   * lives.
   */
  static boolean isAlive(ProcessHandle process) {
    if (!process.isAlive() || !LINUX) {
      return process.isAlive();
    }
    Path folder = PROC.resolve(Long.toString(process.pid()));
    try (Stream<Path> threads = Files.list(folder.resolve("task"))) {
      String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
      boolean firstEnded = stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
      return !firstEnded || threads.count() > 1;
    } catch (IOException | UncheckedIOException gone) {
      return false;
    }
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

  /** Returns a program of the search path. */
  static Optional<Path> onPath(String program, String searchPath) {
    return List.of(searchPath.split(File.pathSeparator, -1)).stream()
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
