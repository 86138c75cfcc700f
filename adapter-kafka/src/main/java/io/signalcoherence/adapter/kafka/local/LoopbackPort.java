package io.signalcoherence.adapter.kafka.local;

import io.signalcoherence.adapter.kafka.local.LocalKafkaException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The broker's TCP ports: found once, then kept while they are free, so that the address of a
 * folder's broker stays the same.
 */
final class LoopbackPort {

  static final String HOST = "127.0.0.1";

  // Below the range that systems take for outgoing connections, so that none of these has it when
  // the broker comes back.
  private static final int LOWEST = 16_384;
  private static final int HIGHEST = 32_767;
  private static final int TRIES = 50;

  private LoopbackPort() {}

  /**
   * Where one run of a broker listens.
   *
   * @param broker for clients
   * @param controller for the broker's own quorum of one
   */
  record Pair(int broker, int controller) {

    String bootstrapServers() {
      return HOST + ":" + broker;
    }
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** Returns the ports that the folder had before if they are free, else other free ones. */
  static Pair choose(BrokerFolder folder) throws IOException {
    int broker = choose(remembered(folder, "broker"), 0);
    return new Pair(broker, choose(remembered(folder, "controller"), broker));
  }

  /** Returns the wanted port for clients, or throws; the other one is chosen. */
  static Pair choose(BrokerFolder folder, int broker) throws IOException {
    if (!isFree(broker)) {
      throw taken(broker);
    }
    return new Pair(broker, choose(remembered(folder, "controller"), broker));
  }

  static void remember(BrokerFolder folder, Pair ports) throws IOException {
    Map<String, String> record =
        Map.of(
            "broker", Integer.toString(ports.broker()),
            "controller", Integer.toString(ports.controller()));
    if (!KeyValueFile.read(folder.portRecord()).equals(record)) {
      KeyValueFile.write(folder.portRecord(), record);
    }
  }

  static LocalKafkaException taken(int port) {
    return new LocalKafkaException(
        Reason.PORT_TAKEN,
        "port "
            + port
            + " on "
            + HOST
            + " is taken by another process; choose another port, or 0 for a free one");
  }

  private static int remembered(BrokerFolder folder, String key) throws IOException {
    String port = KeyValueFile.read(folder.portRecord()).getOrDefault(key, "");
    return port.matches("\\d{1,5}") && Integer.parseInt(port) <= 65_535
        ? Integer.parseInt(port)
        : 0;
  }

  private static int choose(int remembered, int except) throws IOException {
    if (remembered > 0 && remembered != except && isFree(remembered)) {
      return remembered;
    }
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
      if (port != except && isFree(port)) {
        return port;
      }
    }
    try (ServerSocket socket = new ServerSocket(0, 1, address())) {
      return socket.getLocalPort();
    }
  }

  static InetAddress address() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }
}
