package io.signalcoherence.localservers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP ports on 127.0.0.1, which this machine alone can reach. Whether one is free is true for the
 * moment: another process may take it before a server does.
 */
public final class LoopbackPort {

  /** The address that servers listen on. */
  public static final String HOST = "127.0.0.1";

  // Below the range that systems take for outgoing connections, so that none of these has it when
  // the server comes back.
  private static final int LOWEST = 16_384;
  private static final int HIGHEST = 32_767;
  private static final int TRIES = 50;

  private LoopbackPort() {}

  /**
   * Returns {@link #HOST} as an address, whatever the machine's names mean.
   *
   * @return 127.0.0.1
   */
  public static InetAddress address() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  /**
   * Makes sure that a server could listen on a port now.
   *
   * @param port 1 to 65535, or 0 for any
   * @throws IOException if it is taken, or this user may not have it
   */
  public static void requireFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address(), port));
    }
  }

  /**
   * Tells whether a server could listen on a port now.
   *
   * @param port 1 to 65535, or 0 for any
   * @return whether {@link #requireFree} finds no fault
   */
  public static boolean isFree(int port) {
    try {
      requireFree(port);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /**
   * Tells whether somebody takes connections on a port.
   *
   * @param port 1 to 65535
   * @param timeout how long to wait for that at most; 1 ms or more
   * @return whether one was made
   */
  public static boolean answers(int port, Duration timeout) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address(), port), (int) timeout.toMillis());
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /**
   * Chooses a free port.
   *
   * @param preferred the one to take if it is free, as that of an earlier start; 0 for none
   * @return the preferred one, or one that systems don't take for outgoing connections, or any
   * @throws IOException if there is none
   */
  public static int choose(int preferred) throws IOException {
    return choose(preferred, 0);
  }

  /**
   * Chooses a free port beside one that is to be used.
   *
   * @param preferred the one to take if it is free, as that of an earlier start; 0 for none
   * @param except the one not to take; 0 for none
   * @return the preferred one, or one that systems don't take for outgoing connections, or any
   * @throws IOException if there is none
   */
  public static int choose(int preferred, int except) throws IOException {
    if (preferred > 0 && preferred != except && isFree(preferred)) {
      return preferred;
    }
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
      if (port != except && isFree(port)) {
        return port;
      }
    }
    try (ServerSocket socket = new ServerSocket(0, 1, address());
        ServerSocket other = new ServerSocket(0, 1, address())) {
      return socket.getLocalPort() == except ? other.getLocalPort() : socket.getLocalPort();
    }
  }

  /**
   * Returns the line that tells people of a port that is taken.
   *
   * @param port 1 to 65535
   * @return what is wrong and what to do
   */
  public static String taken(int port) {
    return "port "
        + port
        + " on "
        + HOST
        + " is taken by another process; choose another port, or 0 for a free one";
  }
}
