package io.signalcoherence.adapter.kafka.local;

import io.signalcoherence.adapter.kafka.local.LocalKafkaException.Reason;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** One run of the broker, a child of this JVM. */
final class Broker {

  private static final Duration STEP = Duration.ofMillis(20);
  private static final int CONNECT_MILLIS = 200;

  /**
   * A session of its own, so that a Ctrl-C in the terminal reaches the service, which stops the
   * broker last.
   */
  private static final Optional<String> SETSID = onPath("setsid");

  private final BrokerFolder folder;
  private final Process process;
  private final BrokerLog log;
  private final LoopbackPort.Pair ports;

  private Broker(BrokerFolder folder, Process process, BrokerLog log, LoopbackPort.Pair ports) {
    this.folder = folder;
    this.process = process;
    this.log = log;
    this.ports = ports;
  }

  /** Starts the broker and returns once it answers. */
  static Broker start(
      BrokerFolder folder, LocalKafkaConfig config, String clusterId, LoopbackPort.Pair ports)
      throws IOException {
    BrokerSettings.write(folder, config, ports, folder.data());
    BrokerLog log = BrokerLog.open(folder);
    List<String> command = new ArrayList<>();
    SETSID.ifPresent(command::add);
    command.addAll(java(folder, config.program(), BrokerProcesses.MAIN_CLASS));
    command.add(folder.settings().toString());
    Process process =
        ShortCommand.prepare(command)
            .directory(folder.path().toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.output().toFile())
            .start();
    process.getOutputStream().close();
    Broker broker = new Broker(folder, process, log, ports);
    try {
      broker.awaitReady(clusterId, config.startupTimeout());
    } catch (IOException | RuntimeException e) {
      broker.kill();
      throw e;
    }
    return broker;
  }

  /** The beginning of a command that runs one of Kafka's programs. */
  static List<String> java(BrokerFolder folder, LocalKafkaProgram program, String mainClass) {
    return List.of(program.java().toString(), "@" + folder.javaArguments(), mainClass);
  }

  LoopbackPort.Pair ports() {
    return ports;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return BrokerProcesses.isAlive(process.toHandle());
  }

  CompletionStage<Integer> exited() {
    return process.onExit().thenApply(Process::exitValue);
  }

  void stop() {
    new BrokerProcesses(folder).stop(process.toHandle());
  }

  void kill() {
    new BrokerProcesses(folder).kill(process.toHandle());
  }

  private void awaitReady(String clusterId, Duration timeout) throws IOException {
    long end = System.nanoTime() + timeout.toNanos();
    while (!accepts()) {
      pause(end, timeout);
    }
    try (BrokerProbe probe = new BrokerProbe(ports.bootstrapServers(), clusterId)) {
      while (!probe.answers(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
        pause(end, timeout);
      }
    }
  }

  private void pause(long end, Duration timeout) throws IOException {
    if (!process.isAlive()) {
      throw failed();
    }
    if (System.nanoTime() - end > 0) {
      throw folder.brokerFault(
          "Kafka was not ready within " + timeout + " (startupTimeout)", log.written());
    }
    if (Thread.interrupted()) {
      Thread.currentThread().interrupt();
      throw new LocalKafkaException(Reason.BROKER_FAILED, "interrupted while Kafka was starting");
    }
    LockSupport.parkNanos(STEP.toNanos());
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(LoopbackPort.address(), ports.broker()), CONNECT_MILLIS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private LocalKafkaException failed() throws IOException {
    String said = log.written();
    for (int port : new int[] {ports.broker(), ports.controller()}) {
      if (said.contains("Address already in use") && !LoopbackPort.isFree(port)) {
        return LoopbackPort.taken(port);
      }
    }
    return folder.brokerFault("Kafka failed", said);
  }

  private static Optional<String> onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
