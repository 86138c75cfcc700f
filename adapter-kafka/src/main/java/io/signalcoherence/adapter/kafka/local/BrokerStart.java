package io.signalcoherence.adapter.kafka.local;

import io.signalcoherence.adapter.kafka.local.LocalKafkaException.Reason;
import io.signalcoherence.localservers.KeyValueFile;
import io.signalcoherence.localservers.ShortCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * What starts the broker on an owned folder, for the first time and again.
 *
 * @param clusterId which the folder's data are of, so that no other broker is taken for this one
 */
record BrokerStart(BrokerFolder folder, LocalKafkaConfig config, String clusterId) {

  private static final int PORT_TRIES = 3;
  private static final Duration FORMAT = Duration.ofSeconds(60);

  /** Brings an owned folder to where a broker can be started on it. */
  static BrokerStart prepare(BrokerFolder folder, LocalKafkaConfig config) throws IOException {
    new BrokerProcesses(folder).stopOrphans();
    folder.unfinishedData().remove();
    if (!folder.hasData()) {
      format(folder, config);
    }
    return new BrokerStart(folder, config, clusterId(folder));
  }

  /**
   * Starts on the configured port, or on a free one; a port that is taken in between is replaced.
   */
  Broker first() throws IOException {
    if (config.port() != 0) {
      return again(BrokerPorts.choose(folder, config.port()));
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return again(BrokerPorts.choose(folder));
      } catch (LocalKafkaException e) {
        if (e.reason() != Reason.PORT_TAKEN || attempt == PORT_TRIES) {
          throw e;
        }
      }
    }
  }

  Broker again(BrokerPorts ports) throws IOException {
    Broker broker = Broker.start(folder, config, clusterId, ports);
    try {
      ports.remember(folder);
    } catch (IOException e) {
      broker.kill();
      throw e;
    }
    return broker;
  }

  /** Made aside and moved into place whole, so that a start which is killed leaves nothing half. */
  private static void format(BrokerFolder folder, LocalKafkaConfig config) throws IOException {
    Path unfinished = folder.unfinishedData().newPlace();
    try {
      BrokerSettings.write(folder, config, BrokerPorts.choose(folder), unfinished);
      List<String> command =
          new ArrayList<>(Broker.java(folder, config.program(), "kafka.tools.StorageTool"));
      command.addAll(
          List.of(
              "format", "-t", Uuid.randomUuid().toString(), "-c", folder.settings().toString()));
      ShortCommand.Outcome outcome = ShortCommand.run(command, FORMAT);
      if (!outcome.succeeded()) {
        throw folder.brokerFault("Kafka's storage tool failed", outcome.output());
      }
      Files.move(unfinished, folder.data(), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      folder.unfinishedData().remove();
    }
  }

  private static String clusterId(BrokerFolder folder) throws IOException {
    Map<String, String> meta = KeyValueFile.read(folder.data().resolve("meta.properties"));
    String id = meta.get("cluster.id");
    if (id == null) {
      throw new LocalKafkaException(
          Reason.FOLDER_UNUSABLE,
          "data folder "
              + folder.path()
              + ": kafka/meta.properties has no cluster.id; restore it from a backup");
    }
    return id;
  }
}
