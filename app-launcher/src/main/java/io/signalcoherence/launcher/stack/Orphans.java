package io.signalcoherence.launcher.stack;

import io.signalcoherence.launcher.wiring.StartException;
import io.signalcoherence.localservers.ProcessLiveness;
import io.signalcoherence.localservers.ProcessSignal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers that a dead keeper has left running. */
final class Orphans {

  private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
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
  static List<StackServer> end(StackState state) throws InterruptedException {
    List<StackServer> ended = new ArrayList<>();
    for (StackServer server : StackServer.lastFirst()) {
      Optional<ProcessHandle> orphan = state.member(server).flatMap(StackState.Member::process);
      if (orphan.isPresent()) {
        // PostgreSQL waits for its clients at SIGTERM, and not at SIGINT.
        end(orphan.get(), server == StackServer.POSTGRES ? ProcessSignal.INT : ProcessSignal.TERM);
        ended.add(server);
      }
    }
    for (StackState.Started each : state.starting()) {
      Optional<ProcessHandle> orphan = each.process();
      if (orphan.isPresent()) {
        end(orphan.get(), ProcessSignal.TERM);
      }
    }
    return ended;
  }

  private static void end(ProcessHandle orphan, ProcessSignal signal) throws InterruptedException {
    try {
      signal.send(orphan);
      // A frozen one hears nothing until it goes on.
      ProcessSignal.CONT.send(orphan);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("op", "stack_orphan_stop")
          .addKeyValue("pid", orphan.pid())
          .log("{}", e.getMessage());
    }
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
    while (ProcessLiveness.isAlive(process)) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return true;
  }
}
