package io.signalcoherence.adapter.neo4j.local;

import io.signalcoherence.adapter.neo4j.local.LocalNeo4jException.Reason;
import io.signalcoherence.localservers.ChildProcess;
import io.signalcoherence.localservers.FolderFault;
import io.signalcoherence.localservers.LoopbackPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;

/** One run of the server, a child of this JVM. */
final class ServerProcess {

  private static final Duration STEP = Duration.ofMillis(50);
  private static final Duration CONNECT = Duration.ofMillis(500);

  private final ServerFolder folder;
  private final Process process;
  private final int port;
  private final long logBefore;

  private ServerProcess(ServerFolder folder, Process process, int port, long logBefore) {
    this.folder = folder;
    this.process = process;
    this.port = port;
    this.logBefore = logBefore;
  }

  /** Starts the server and returns once somebody answers on its port. */
  static ServerProcess start(
      ServerFolder folder, LocalNeo4jConfig config, JavaRuntime java, int port, long endNanos)
      throws IOException {
    if (!LoopbackPort.isFree(port)) {
      throw portTaken(port);
    }
    ServerFiles.write(folder, config.program(), port);
    long logBefore = Files.exists(folder.serverLog()) ? Files.size(folder.serverLog()) : 0;
    ProcessBuilder builder =
        ChildProcess.prepare(ChildProcess.inOwnSession(command(folder, config, java)))
            .directory(folder.path().toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.startupLog().toFile());
    // Its folder's name may have any letters.
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    ServerProcess server = new ServerProcess(folder, process, port, logBefore);
    try {
      server.awaitPort(config.startupTimeout(), endNanos);
    } catch (RuntimeException e) {
      server.kill();
      throw e;
    }
    return server;
  }

  private static List<String> command(
      ServerFolder folder, LocalNeo4jConfig config, JavaRuntime java) {
    List<String> command = new ArrayList<>();
    command.add(java.executable().toString());
    if (config.ephemeral()) {
      // starts sooner, and won't live long enough to be worth more than a first compilation
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.addAll(
        List.of(
            "-Xmx" + config.program().heapMebibytes() + "m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.awt.headless=true",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=jdk.unsupported/sun.misc=ALL-UNNAMED",
            "-Dio.netty.tryReflectionSetAccessible=true",
            "@" + folder.classPathFile(),
            ServerProcesses.MAIN_CLASS,
            ServerProcesses.homeArgument(folder),
            "--config-dir=" + folder.configuration()));
    return command;
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  CompletionStage<Integer> exited() {
    return process.onExit().thenApply(Process::exitValue);
  }

  void stop() {
    new ServerProcesses(folder).stop(process.toHandle());
  }

  void kill() {
    new ServerProcesses(folder).kill(process.toHandle());
  }

  private void awaitPort(Duration timeout, long endNanos) {
    while (!LoopbackPort.answers(port, CONNECT)) {
      requireAlive();
      pause(timeout, endNanos);
    }
    requireAlive();
  }

  /** Waits a moment, or throws if the time for the start is up. */
  void pause(Duration timeout, long endNanos) {
    if (System.nanoTime() - endNanos > 0) {
      throw new LocalNeo4jException(
          Reason.SERVER_FAILED,
          "Neo4j on folder "
              + folder.path()
              + " was not ready within "
              + timeout
              + " (startupTimeout): "
              + lastFault(said()));
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new LocalNeo4jException(Reason.SERVER_FAILED, "interrupted while Neo4j was starting");
    }
    LockSupport.parkNanos(STEP.toNanos());
  }

  /** Throws what the server said if it has ended. */
  void requireAlive() {
    if (process.isAlive()) {
      return;
    }
    String said = said();
    if (FolderFault.isDiskFull(said)) {
      throw ServerFolder.fault(folder.path(), new IOException(said));
    }
    if (!LoopbackPort.isFree(port)) {
      throw portTaken(port);
    }
    throw new LocalNeo4jException(
        Reason.SERVER_FAILED,
        "Neo4j failed on folder "
            + folder.path()
            + ": "
            + lastFault(said)
            + " (logs: "
            + folder.logs()
            + ")");
  }

  /** What the server has said in this run. */
  private String said() {
    try {
      byte[] log =
          Files.exists(folder.serverLog()) ? Files.readAllBytes(folder.serverLog()) : new byte[0];
      int from = log.length < logBefore ? 0 : (int) logBefore;
      return new String(log, from, log.length - from, StandardCharsets.UTF_8)
          + Files.readString(folder.startupLog());
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Returns the line that tells best why the server gave up: the root of the last failure. */
  static String lastFault(String text) {
    List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    String last = lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    for (String line : lines) {
      if (line.contains("ERROR") || line.startsWith("Caused by:") || line.startsWith("Error:")) {
        last = line;
      }
    }
    return last;
  }

  private static LocalNeo4jException portTaken(int port) {
    return new LocalNeo4jException(Reason.PORT_TAKEN, LoopbackPort.taken(port));
  }
}
