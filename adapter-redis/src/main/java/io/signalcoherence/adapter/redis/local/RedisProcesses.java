package io.signalcoherence.adapter.redis.local;

import io.signalcoherence.adapter.redis.local.LocalRedisException.Reason;
import io.signalcoherence.localservers.ProcessLiveness;
import io.signalcoherence.localservers.ProcessSearch;
import io.signalcoherence.localservers.ProcessSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server processes and signals to them. On Linux the server of a folder is a process named {@code
 * redis-server} whose working folder it is, so no other program is taken for it because it has got
 * the same process id; elsewhere it is the process that the folder names.
 */
final class RedisProcesses {

  private static final Logger LOG = LoggerFactory.getLogger(RedisProcesses.class);
  private static final Duration ORDERLY = Duration.ofSeconds(5);
  private static final Duration FORCED = Duration.ofSeconds(5);

  private RedisProcesses() {}

  /** Ends the servers that an owner now dead has left in a folder. */
  static void stopOrphans(Path folder) throws IOException {
    List<ProcessHandle> orphans =
        ProcessSearch.ON_LINUX
            ? ProcessSearch.workingIn(RedisFolder.data(folder), "redis-server")
            : noted(folder);
    orphans.forEach(RedisProcesses::stop);
  }

  private static List<ProcessHandle> noted(Path folder) throws IOException {
    String pid = RedisFolder.read(folder, "pid");
    String program = RedisFolder.program(folder).toString();
    return pid.matches("\\d{1,18}")
        ? ProcessHandle.of(Long.parseLong(pid)).stream()
            .filter(process -> process.info().command().orElse("").equals(program))
            .toList()
        : List.of();
  }

  /** Stops a server, frozen or not: in order, and by force if that takes more than 5 s. */
  static void stop(ProcessHandle server) {
    try {
      ProcessSignal.CONT.send(server);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("op", "redis_stop")
          .addKeyValue("pid", server.pid())
          .log("{}", e.getMessage());
    }
    server.destroy();
    if (!ProcessLiveness.awaitEnd(server, ORDERLY)) {
      kill(server);
    }
  }

  /** Ends a server at once, as a crash would; returns when it is gone. */
  static void kill(ProcessHandle server) {
    server.destroyForcibly();
    if (!ProcessLiveness.awaitEnd(server, FORCED)) {
      throw new LocalRedisException(
          Reason.SERVER_FAILED, "server process " + server.pid() + " can't be ended");
    }
  }

  static void send(ProcessSignal signal, ProcessHandle server) {
    try {
      signal.send(server);
    } catch (IOException e) {
      throw new LocalRedisException(
          Reason.SERVER_FAILED, "no signal " + signal + " to process " + server.pid(), e);
    }
  }
}
