package io.signalcoherence.adapter.kafka.local;

import io.signalcoherence.adapter.kafka.local.LocalKafkaException.Reason;
import io.signalcoherence.localservers.ChildProcess;
import io.signalcoherence.localservers.LoopbackPort;
import io.signalcoherence.localservers.ProcessLiveness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;

/** One run of the broker, a child of this JVM. */
final class Broker {

  private static final Duration STEP = Duration.ofMillis(20);
  private static final Duration CONNECT = Duration.ofMillis(200);

  private final BrokerFolder folder;
  private final Process process;
  private final BrokerLog log;
  private final BrokerPorts ports;

  private Broker(BrokerFolder folder, Process process, BrokerLog log, BrokerPorts ports) {
    this.folder = folder;
    this.process = process;
    this.log = log;
    this.ports = ports;
  }

  /** Starts the broker and returns once it answers. */
  static Broker start(
      BrokerFolder folder, LocalKafkaConfig config, String clusterId, BrokerPorts ports)
      throws IOException {
    BrokerSettings.write(folder, config, ports, folder.data());
    BrokerLog log = BrokerLog.open(folder);
    List<String> command =
        new ArrayList<>(java(folder, config.program(), BrokerProcesses.MAIN_CLASS));
    command.add(folder.settings().toString());
    Process process =
        ChildProcess.prepare(ChildProcess.inOwnSession(command))
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

  BrokerPorts ports() {
    return ports;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return ProcessLiveness.isAlive(process.toHandle());
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
    while (!LoopbackPort.answers(ports.broker(), CONNECT)) {
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

  private LocalKafkaException failed() throws IOException {
    String said = log.written();
    for (int port : new int[] {ports.broker(), ports.controller()}) {
      if (said.contains("Address already in use") && !LoopbackPort.isFree(port)) {
        return BrokerPorts.taken(port);
      }
    }
    return folder.brokerFault("Kafka failed", said);
  }
}
