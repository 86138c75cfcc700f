package io.signalcoherence.adapter.neo4j.local;

import io.signalcoherence.adapter.neo4j.local.LocalNeo4jException.Reason;
import io.signalcoherence.localservers.ProcessLiveness;
import io.signalcoherence.localservers.ProcessSearch;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server processes that work on a folder, whoever started them: those that were told so in
 * their arguments. No other program is taken for one because it has got the same process id.
 */
final class ServerProcesses {

  static final String MAIN_CLASS = "org.neo4j.server.CommunityEntryPoint";

  private static final Logger LOG = LoggerFactory.getLogger(ServerProcesses.class);
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
    for (ProcessHandle orphan : ProcessSearch.withArguments(MAIN_CLASS, homeArgument(folder))) {
      LOG.atWarn()
          .addKeyValue("op", "neo4j_orphan_stop")
          .addKeyValue("pid", orphan.pid())
          .log("stopping the server that an earlier owner of the folder left running");
      stop(orphan);
    }
  }

  /** Stops a server cleanly, after 30 s by force. */
  void stop(ProcessHandle server) {
    boolean unused = server.destroy();
    if (!ProcessLiveness.awaitEnd(server, CLEANLY)) {
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
    if (!ProcessLiveness.awaitEnd(server, BY_FORCE)) {
      throw new LocalNeo4jException(
          Reason.SERVER_FAILED,
          "Neo4j folder " + folder.path() + ": process " + server.pid() + " can't be ended");
    }
  }
}
