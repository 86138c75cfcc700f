package io.signalcoherence.adapter.neo4j.local;

import io.signalcoherence.adapter.neo4j.local.LocalNeo4jException.Reason;
import io.signalcoherence.localservers.LoopbackPort;
import io.signalcoherence.localservers.PrivateFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a start writes for the server to read: its settings and its class path. */
final class ServerFiles {

  private ServerFiles() {}

  static void write(ServerFolder folder, LocalNeo4jConfig.Program program, int port)
      throws IOException {
    requireClassPath(program.classPath());
    Files.createDirectories(folder.configuration());
    Files.createDirectories(folder.logs());
    StringBuilder text = new StringBuilder();
    settings(program, port).forEach((key, value) -> text.append(key + "=" + value + "\n"));
    PrivateFiles.replace(folder.configuration().resolve("neo4j.conf"), text.toString());
    PrivateFiles.replace(folder.classPathFile(), argumentFile(program.classPath()));
  }

  /** Small, quick to stop, reachable from this machine alone. */
  static Map<String, String> settings(LocalNeo4jConfig.Program program, int port) {
    Map<String, String> settings = new TreeMap<>();
    String address = LoopbackPort.HOST + ":" + port;
    settings.put("server.default_listen_address", LoopbackPort.HOST);
    settings.put("server.bolt.listen_address", address);
    settings.put("server.bolt.advertised_address", address);
    settings.put("server.http.enabled", "false");
    settings.put("server.https.enabled", "false");
    settings.put("server.memory.pagecache.size", program.pageCacheMebibytes() + "m");
    settings.put("dbms.usage_report.enabled", "false");
    settings.put("db.tx_log.preallocate", "false");
    settings.put("db.tx_log.rotation.size", "16m");
    settings.put("db.tx_log.rotation.retention_policy", "2 files");
    settings.put("internal.server.bolt.thread_pool_shutdown_wait_time", "1s");
    settings.put("internal.server.bolt.connection_shutdown_wait_time", "1s");
    return settings;
  }

  /** A file of arguments, since the class path alone is longer than what shows of a process. */
  static String argumentFile(List<Path> classPath) {
    String joined =
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    return "-cp\n\"" + joined.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
  }

  private static void requireClassPath(List<Path> classPath) {
    if (classPath.isEmpty()) {
      throw new LocalNeo4jException(
          Reason.CLASS_PATH_MISSING, "Neo4j's class path is empty; build the module that has it");
    }
    classPath.stream()
        .filter(file -> !Files.exists(file))
        .findFirst()
        .ifPresent(
            missing -> {
              throw new LocalNeo4jException(
                  Reason.CLASS_PATH_MISSING,
                  "Neo4j's class path lacks " + missing + "; build the module that has it again");
            });
  }
}
