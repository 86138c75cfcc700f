package io.signalcoherence.adapter.redis.local;

import io.signalcoherence.adapter.redis.local.LocalRedisException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Server processes and signals to them. On Linux the server of a folder is a process named {@code
 * redis-server} whose working folder it is, so no other program is taken for it because it has got
 * the same process id; elsewhere it is the process that the folder names.
 */
final class RedisProcesses {

  private static final Path PROC = Path.of("/proc");
  private static final boolean LINUX = Files.isDirectory(Path.of("/proc/self/task"));
  private static final Duration STEP = Duration.ofMillis(5);
  private static final Duration ORDERLY = Duration.ofSeconds(5);
  private static final Duration FORCED = Duration.ofSeconds(5);
  private static final long SIGNAL_SECONDS = 10;

  private RedisProcesses() {}

  /** Ends the servers that an owner now dead has left in a folder. */
  static void stopOrphans(RedisFolder folder) throws IOException {
    for (ProcessHandle orphan : LINUX ? onLinux(folder) : elsewhere(folder)) {
      stop(orphan);
    }
  }

  private static List<ProcessHandle> onLinux(RedisFolder folder) throws IOException {
    List<ProcessHandle> found = new ArrayList<>();
    try (Stream<Path> processes = Files.list(PROC)) {
      processes
          .filter(path -> path.getFileName().toString().matches("\\d+"))
          .filter(path -> worksIn(path, folder.data()))
          .forEach(
              path ->
                  ProcessHandle.of(Long.parseLong(path.getFileName().toString()))
                      .ifPresent(found::add));
    }
    return found;
  }

  private static boolean worksIn(Path process, Path data) {
    try {
      return Files.readSymbolicLink(process.resolve("cwd")).equals(data)
          && Files.readString(process.resolve("comm"), StandardCharsets.ISO_8859_1)
              .strip()
              .equals("redis-server");
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }

  private static List<ProcessHandle> elsewhere(RedisFolder folder) throws IOException {
    String pid = folder.read("pid");
    return pid.matches("\\d{1,18}")
        ? ProcessHandle.of(Long.parseLong(pid)).stream()
            .filter(
                process -> process.info().command().orElse("").equals(folder.program().toString()))
            .toList()
        : List.of();
  }

  /** Stops a server, frozen or not: in order, and by force if that takes more than 5 s. */
  static void stop(ProcessHandle server) {
    signal("CONT", server);
    server.destroy();
    if (!awaitEnd(server, ORDERLY)) {
      kill(server);
    }
  }

  /** Ends a server at once, as a crash would; returns when it is gone. */
  static void kill(ProcessHandle server) {
    server.destroyForcibly();
    if (!awaitEnd(server, FORCED)) {
      throw new LocalRedisException(
          Reason.SERVER_FAILED, "server process " + server.pid() + " can't be ended");
    }
  }

  /** Java can send no other signals than TERM and KILL; every shell can. */
  static void signal(String name, ProcessHandle process) {
    if (!isAlive(process)) {
      return;
    }
    try {
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!kill.waitFor(SIGNAL_SECONDS, TimeUnit.SECONDS)) {
        kill.destroyForcibly();
      }
    } catch (IOException e) {
      throw new LocalRedisException(
          Reason.SERVER_FAILED, "no signal " + name + " to process " + process.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether a process lives; one that only waits for its parent to notice its end does not. */
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
}
