package io.signalcoherence.adapter.http;

import io.netty.util.NetUtil;
import io.signalcoherence.ports.error.InvalidValueException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a listener is bound: an address of this machine and a port.
 *
 * @param host {@code localhost} or the text of an IP address; names are not looked up
 * @param port 0 to 65535; 0 takes a free port
 */
public record HttpAddress(String host, int port) {

  private static final int MAX_PORT = 65_535;
  private static final String FORM = "address:port, such as 127.0.0.1:8080 or [::1]:8080";

  /**
   * Validates both.
   *
   * @throws InvalidValueException if the host is no IP address or the port is out of range
   */
  public HttpAddress {
    if (literal(host) == null) {
      throw new InvalidValueException("host", host, "localhost or an IP address");
    }
    if (port < 0 || port > MAX_PORT) {
      throw new InvalidValueException("port", port, "0 to 65535");
    }
  }

  /**
   * Reads {@code address:port}; an IPv6 address stands in square brackets.
   *
   * @throws InvalidValueException if the text has another form
   */
  public static HttpAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw new InvalidValueException("address", text, FORM);
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (!bracketed && host.indexOf(':') >= 0) {
      throw new InvalidValueException("address", text, FORM);
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      return new HttpAddress(bracketed ? host.substring(1, host.length() - 1) : host, port);
    } catch (NumberFormatException e) {
      throw new InvalidValueException("address", text, FORM);
    }
  }

  boolean isLoopback() {
    return address().isLoopbackAddress();
  }

  InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(address(), port);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  private InetAddress address() {
    InetAddress address = literal(host);
    if (address == null) {
      throw new IllegalStateException("validated in the constructor");
    }
    return address;
  }

  private static @Nullable InetAddress literal(String host) {
    return host.equals("localhost")
        ? InetAddress.getLoopbackAddress()
        : NetUtil.createInetAddressFromIpAddressString(host);
  }
}
