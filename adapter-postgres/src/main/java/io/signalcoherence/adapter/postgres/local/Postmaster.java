package io.signalcoherence.adapter.postgres.local;

import io.signalcoherence.adapter.postgres.local.LocalPostgresException.Reason;
import io.signalcoherence.localservers.ChildProcess;
import io.signalcoherence.localservers.FolderFault;
import io.signalcoherence.localservers.LoopbackPort;
import io.signalcoherence.localservers.ProcessLiveness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;

/** One run of the server's main process, a child of this JVM. */
final class Postmaster {

  private static final Duration STEP = Duration.ofMillis(5);
  private static final int PID_LINE = 0;
  private static final int STATUS_LINE = 7;

  private final ServerFolder folder;
  private final Process process;
  private final ServerLog log;
  private final int port;

  private Postmaster(ServerFolder folder, Process process, ServerLog log, int port) {
    this.folder = folder;
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Starts the server and returns once it accepts connections. */
  static Postmaster start(
      ServerFolder folder, PostgresBundle bundle, RunAs runAs, LocalPostgresConfig config, int port)
      throws IOException {
    if (!LoopbackPort.isFree(port)) {
      throw portTaken(port);
    }
    ServerLog log = ServerLog.open(folder);
    List<String> command = new ArrayList<>(runAs.prefix());
    command.add(bundle.program("postgres").toString());
    command.addAll(ServerSettings.arguments(folder.data(), folder.logs(), port, config.settings()));
    Process process =
        ChildProcess.prepare(ChildProcess.inOwnSession(command))
            .redirectErrorStream(true)
            .redirectOutput(log.startup().toFile())
            .start();
    process.getOutputStream().close();
    Postmaster postmaster = new Postmaster(folder, process, log, port);
    try {
      postmaster.awaitReady(config.startupTimeout());
    } catch (IOException | RuntimeException e) {
      postmaster.kill();
      throw e;
    }
    return postmaster;
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

  /** Returns the pid of the server that is ready on a folder, as its postmaster notes it. */
  static Optional<Long> readyPid(ServerFolder folder) throws IOException {
    if (!Files.exists(folder.postmasterPid())) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(folder.postmasterPid(), StandardCharsets.ISO_8859_1);
    boolean ready = lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
    return Optional.of(lines)
        .filter(all -> ready)
        .map(all -> Long.valueOf(all.get(PID_LINE).strip()))
        .filter(pid -> ProcessHandle.of(pid).filter(ProcessLiveness::isAlive).isPresent());
  }

  private void awaitReady(Duration timeout) throws IOException {
    long end = System.nanoTime() + timeout.toNanos();
    while (!isReady()) {
      if (!process.isAlive()) {
        throw failed();
      }
      if (System.nanoTime() - end > 0) {
        throw new LocalPostgresException(
            Reason.SERVER_FAILED,
            "PostgreSQL on data folder "
                + folder.path()
                + " was not ready within "
                + timeout
                + " (startupTimeout): "
                + ServerLog.lastFault(log.written()));
      }
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        throw new LocalPostgresException(
            Reason.SERVER_FAILED, "interrupted while PostgreSQL was starting");
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
  }

  private boolean isReady() throws IOException {
    try {
      return readyPid(folder).filter(pid -> pid == process.pid()).isPresent();
    } catch (NoSuchFileException goneMeanwhile) {
      return false;
    }
  }

  private LocalPostgresException failed() {
    String said = log.written();
    return LoopbackPort.isFree(port) || FolderFault.isDiskFull(said)
        ? folder.serverFault("PostgreSQL", said)
        : portTaken(port);
  }

  private static LocalPostgresException portTaken(int port) {
    return new LocalPostgresException(Reason.PORT_TAKEN, LoopbackPort.taken(port));
  }
}
