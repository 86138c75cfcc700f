package io.signalcoherence.launcher.stack;

import io.signalcoherence.launcher.wiring.StartException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The servers that a dead keeper has left running. */
final class Orphans {

  private static final long POLL_MILLIS = 50;
  private static final Duration LONGEST_END = Duration.ofSeconds(15);

  private Orphans() {}

  /**
   * Ends those of a stack that live: in order, by force if that takes more than 15 s. Its keeper
   * must be dead.
   *
   * @return those that were up and were ended
   * @throws StartException if one does not end
   */
  static List<StackServer> end(StackState state) throws IOException, InterruptedException {
    List<StackServer> ended = new ArrayList<>();
    for (StackServer server : StackServer.lastFirst()) {
      Optional<ProcessHandle> orphan = state.member(server).flatMap(StackState.Member::process);
      if (orphan.isPresent()) {
        // PostgreSQL waits for its clients at SIGTERM, and not at SIGINT.
        end(orphan.get(), server == StackServer.POSTGRES ? "INT" : "TERM");
        ended.add(server);
      }
    }
    for (StackState.Started each : state.starting()) {
      Optional<ProcessHandle> orphan = each.process();
      if (orphan.isPresent()) {
        end(orphan.get(), "TERM");
      }
    }
    return ended;
  }

  private static void end(ProcessHandle orphan, String signal)
      throws IOException, InterruptedException {
    // A frozen one hears nothing until it goes on.
    String command = "kill -%s %d; kill -CONT %d".formatted(signal, orphan.pid(), orphan.pid());
    new ProcessBuilder("/bin/sh", "-c", command).start().waitFor();
    if (!ends(orphan, LONGEST_END)) {
      orphan.destroyForcibly();
      awaitEnd(orphan, LONGEST_END);
    }
  }

  /** Waits for the end of a process. */
  static void awaitEnd(ProcessHandle process, Duration limit) throws InterruptedException {
    if (!ends(process, limit)) {
      throw new StartException(
          "process " + process.pid() + " did not end within " + limit.toSeconds() + " s");
    }
  }

  private static boolean ends(ProcessHandle process, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (ProcessBirth.ofThisMachine().isAlive(process)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return true;
  }
}
