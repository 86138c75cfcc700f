package io.signalcoherence.adapter.kafka.local;

import io.signalcoherence.adapter.kafka.local.LocalKafkaException.Reason;
import io.signalcoherence.localservers.LoopbackPort;
import io.signalcoherence.localservers.PortRecord;
import java.io.IOException;
import java.util.Map;

/**
 * Where one run of a broker listens: on ports that were found once and are kept while they are
 * free, so that the address of a folder's broker stays the same.
 *
 * @param broker for clients
 * @param controller for the broker's own quorum of one
 */
record BrokerPorts(int broker, int controller) {

  private static final String BROKER = "broker";
  private static final String CONTROLLER = "controller";

  /** Returns the ports that the folder had before if they are free, else other free ones. */
  static BrokerPorts choose(BrokerFolder folder) throws IOException {
    PortRecord before = new PortRecord(folder.path());
    int broker = LoopbackPort.choose(before.remembered(BROKER));
    return new BrokerPorts(broker, LoopbackPort.choose(before.remembered(CONTROLLER), broker));
  }

  /** Returns the wanted port for clients, or throws; the other one is chosen. */
  static BrokerPorts choose(BrokerFolder folder, int broker) throws IOException {
    if (!LoopbackPort.isFree(broker)) {
      throw taken(broker);
    }
    int controller = new PortRecord(folder.path()).remembered(CONTROLLER);
    return new BrokerPorts(broker, LoopbackPort.choose(controller, broker));
  }

  static LocalKafkaException taken(int port) {
    return new LocalKafkaException(Reason.PORT_TAKEN, LoopbackPort.taken(port));
  }

  void remember(BrokerFolder folder) throws IOException {
    new PortRecord(folder.path()).remember(Map.of(BROKER, broker, CONTROLLER, controller));
  }

  String bootstrapServers() {
    return LoopbackPort.HOST + ":" + broker;
  }
}
