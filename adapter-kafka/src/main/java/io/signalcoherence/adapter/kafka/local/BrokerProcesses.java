package io.signalcoherence.adapter.kafka.local;

import io.signalcoherence.adapter.kafka.local.LocalKafkaException.Reason;
import io.signalcoherence.localservers.ProcessLiveness;
import io.signalcoherence.localservers.ProcessSearch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    if (!ProcessLiveness.awaitEnd(broker, CLEAN)) {
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
    if (!ProcessLiveness.awaitEnd(broker, FORCED)) {
      throw new LocalKafkaException(
          Reason.BROKER_FAILED,
          "data folder " + folder.path() + ": broker process can't be ended: " + broker.pid());
    }
  }

  private List<ProcessHandle> all() {
    return ProcessSearch.withArguments(MAIN_CLASS, folder.settings().toString());
  }
}
