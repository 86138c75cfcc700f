package io.signalcoherence.adapter.kafka.local;

import io.signalcoherence.adapter.kafka.local.LocalKafkaException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker processes that work on a data folder, whoever started them: those that run Kafka's
 * main class with this folder's settings. No note of a process id is trusted, since another program
 * may have got it.
 */
final class BrokerProcesses {

  static final String MAIN_CLASS = "kafka.Kafka";

  private static final Logger LOG = LoggerFactory.getLogger(BrokerProcesses.class);
  private static final Path PROC = Path.of("/proc");
  private static final Duration STEP = Duration.ofMillis(5);
  private static final Duration CLEAN = Duration.ofSeconds(20);
  private static final Duration FORCED = Duration.ofSeconds(10);

  private final BrokerFolder folder;

  BrokerProcesses(BrokerFolder folder) {
    this.folder = folder;
  }

  /** Stops a broker that a process now dead has left. */
  void stopOrphans() {
    for (ProcessHandle orphan : all()) {
      LOG.atWarn()
          .addKeyValue("op", "kafka_orphan_stop")
          .addKeyValue("pid", orphan.pid())
          .log("stopping the broker that an earlier owner of the folder left running");
      stop(orphan);
    }
  }

  /** Returns the broker of this folder. */
  Optional<ProcessHandle> find() {
    return all().stream().findFirst();
  }

  /** Stops a broker: by TERM, after 20 s by force. */
  void stop(ProcessHandle broker) {
    broker.destroy();
    if (!awaitEnd(broker, CLEAN)) {
      LOG.atWarn()
          .addKeyValue("op", "kafka_stop")
          .addKeyValue("pid", broker.pid())
          .log("the broker did not stop within {} and is killed", CLEAN);
      kill(broker);
    }
  }

  /** Ends a broker at once, as a crash would; returns when it is gone. */
  void kill(ProcessHandle broker) {
    broker.destroyForcibly();
    if (!awaitEnd(broker, FORCED)) {
      throw new LocalKafkaException(
          Reason.BROKER_FAILED,
          "data folder " + folder.path() + ": broker process can't be ended: " + broker.pid());
    }
  }

  /**
   * Tells whether a process lives; one that has ended and only waits for its parent to notice does
   * not, unless others of its threads still end and hold what was its own.
   */
  static boolean isAlive(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    Path place = PROC.resolve(Long.toString(process.pid()));
    try (Stream<Path> threads = Files.list(place.resolve("task"))) {
      String text = Files.readString(place.resolve("stat"), StandardCharsets.ISO_8859_1);
      boolean firstEnded = text.substring(text.lastIndexOf(')') + 1).strip().startsWith("Z");
      return !firstEnded || threads.count() > 1;
    } catch (IOException | UncheckedIOException notTold) {
      // Not Linux, or gone meanwhile.
      return process.isAlive();
    }
  }

  private List<ProcessHandle> all() {
    return ProcessHandle.allProcesses()
        .filter(this::worksHere)
        .filter(BrokerProcesses::isAlive)
        .toList();
  }

  private boolean worksHere(ProcessHandle process) {
    List<String> arguments = process.info().arguments().map(List::of).orElse(List.of());
    return arguments.contains(MAIN_CLASS) && arguments.contains(folder.settings().toString());
  }

  private static boolean awaitEnd(ProcessHandle process, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    while (isAlive(process)) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(STEP.toNanos());
    }
    return true;
  }
}
