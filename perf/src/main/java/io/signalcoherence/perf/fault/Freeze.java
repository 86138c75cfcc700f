package io.signalcoherence.perf.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** SIGSTOP and SIGCONT for a process and all its descendants. */
final class Freeze {

  private static final long LIMIT_SECONDS = 5;
  private static final long POLL_MILLIS = 5;

  private Freeze() {}

  /**
   * Stops them; the process itself first, so that it makes no child that is missed.
   *
   * @throws IOException when one still runs after 5 s
   */
  static void stop(long pid) throws IOException, InterruptedException {
    kill("STOP", List.of(pid));
    awaitStopped(List.of(pid));
    List<Long> all = family(pid);
    kill("STOP", all);
    awaitStopped(all);
  }

  /** Lets them run again. */
  static void resume(long pid) throws IOException, InterruptedException {
    kill("CONT", family(pid));
  }

  private static List<Long> family(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(first -> Stream.concat(first.descendants(), Stream.of(first)))
        .map(ProcessHandle::pid)
        .toList();
  }

  /** Java can send no such signals; a shell can. One that has ended meanwhile is no fault. */
  private static void kill(String name, List<Long> pids) throws IOException, InterruptedException {
    StringBuilder command = new StringBuilder("for pid in");
    pids.forEach(pid -> command.append(' ').append(pid));
    command.append("; do kill -").append(name).append(" \"$pid\" || true; done");
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", command.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!shell.waitFor(10, TimeUnit.SECONDS) || shell.exitValue() != 0) {
      throw new IOException("kill -" + name + ": no shell could send it");
    }
  }

  private static void awaitStopped(List<Long> pids) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    for (long pid : pids) {
      for (char state = state(pid); "TZX".indexOf(state) < 0; state = state(pid)) {
        if (System.nanoTime() - deadline >= 0) {
          throw new IOException("kill -STOP: process " + pid + " is in state " + state);
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
  }

  /** As the kernel tells: T for stopped, Z for ended; X if there is no such process. */
  static char state(long pid) throws IOException {
    try {
      String stat =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      // The name before it is in brackets and may hold some itself.
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (NoSuchFileException e) {
      return 'X';
    }
  }
}
