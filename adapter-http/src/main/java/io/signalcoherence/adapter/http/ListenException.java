package io.signalcoherence.adapter.http;

import java.io.Serial;

/**
 * A listener could not be bound. The message is one line for an operator: which listener, which
 * address, why.
 */
public final class ListenException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int port;

  ListenException(String listener, HttpAddress address, Throwable cause) {
    super(listener + ": " + address + " (" + why(cause) + ")", cause);
    this.port = address.port();
  }

  /** The port that was wanted. */
  public int port() {
    return port;
  }

  private static String why(Throwable cause) {
    if (cause instanceof java.net.BindException) {
      return "the port is taken, or the address is not of this machine; stop the other process or"
          + " choose another port";
    }
    if (cause instanceof java.net.SocketException) {
      return "the system does not permit it: " + cause.getMessage();
    }
    return String.valueOf(cause.getMessage());
  }
}
