package io.signalcoherence.adapter.neo4j.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The server's TCP port: found once, then kept while it is free, so that the address of a folder's
 * server stays the same.
 */
final class LoopbackPort {

  static final String HOST = "127.0.0.1";

  private static final String KEY = "port";
  // Below the range that systems take for outgoing connections, so that none of these has it when
  // the server comes back.
  private static final int LOWEST = 16_384;
  private static final int HIGHEST = 32_767;
  private static final int TRIES = 50;
  private static final int CONNECT_MILLIS = 500;

  private LoopbackPort() {}

  static URI uri(int port) {
    return URI.create("bolt://" + HOST + ":" + port);
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

  /** Tells whether somebody takes connections on the port. */
  static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Returns the port that the folder had before if it is free, else another free one. */
  static int choose(ServerFolder folder) throws IOException {
    int remembered = remembered(folder);
    if (remembered > 0 && isFree(remembered)) {
      return remembered;
    }
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
      if (isFree(port)) {
        return port;
      }
    }
    try (ServerSocket socket = new ServerSocket(0, 1, address())) {
      return socket.getLocalPort();
    }
  }

  static void remember(ServerFolder folder, int port) throws IOException {
    if (remembered(folder) != port) {
      PrivateFiles.writeValues(folder.portRecord(), Map.of(KEY, Integer.toString(port)));
    }
  }

  /** Returns the port that the folder's server had last, or 0. */
  private static int remembered(ServerFolder folder) throws IOException {
    String port = PrivateFiles.readValues(folder.portRecord()).getOrDefault(KEY, "");
    return port.matches("\\d{1,5}") && Integer.parseInt(port) <= 65_535
        ? Integer.parseInt(port)
        : 0;
  }

  private static InetAddress address() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }
}
