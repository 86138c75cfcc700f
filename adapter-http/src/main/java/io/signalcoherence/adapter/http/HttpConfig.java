package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.error.InvalidValueException;

/**
 * How the HTTP surface is set up. Until callers are told apart by tokens, both listeners bind
 * addresses of the loopback interface alone.
 *
 * @param api where requests about signals and scores come in
 * @param management where health and metrics are asked for
 * @param messages how large one request may be
 * @param load how much may be under way at once
 * @param deadlines how long anything may take
 * @param eventLoops threads that serve the API's connections, 1 to 64
 */
public record HttpConfig(
    HttpAddress api,
    HttpAddress management,
    HttpMessageLimits messages,
    HttpLoadLimits load,
    HttpDeadlines deadlines,
    int eventLoops) {

  /** What holds if nothing is set; one event loop for every two processors, at most 8. */
  public static final HttpConfig STANDARD =
      new HttpConfig(
          new HttpAddress("127.0.0.1", 8080),
          new HttpAddress("127.0.0.1", 8081),
          HttpMessageLimits.STANDARD,
          HttpLoadLimits.STANDARD,
          HttpDeadlines.STANDARD,
          Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2)));

  private static final int MAX_EVENT_LOOPS = 64;

  /**
   * Validates the addresses, the number of threads, and that one full body has room.
   *
   * @throws InvalidValueException if an address is not of the loopback interface, both are one, the
   *     number is out of range, or a body of full size never has room
   */
  public HttpConfig {
    requireLoopback("http.api", api);
    requireLoopback("http.management", management);
    if (api.port() != 0 && api.port() == management.port()) {
      throw new InvalidValueException("http.management", management, "another port than http.api");
    }
    Range.require("http.event-loops", eventLoops, 1, MAX_EVENT_LOOPS);
    requireRoomForOne(messages, load);
  }

  /** The same, bound to other addresses. */
  public HttpConfig withAddresses(HttpAddress otherApi, HttpAddress otherManagement) {
    return new HttpConfig(otherApi, otherManagement, messages, load, deadlines, eventLoops);
  }

  /** A compressed body is held as sent and as unpacked. */
  private static void requireRoomForOne(HttpMessageLimits messages, HttpLoadLimits load) {
    long whole = (long) messages.bodyBytes() + messages.decompressedBytes();
    if (load.bytes() < whole) {
      throw new InvalidValueException(
          "http.max-bytes",
          load.bytes() + " bytes",
          "at least http.max-body-bytes and http.max-decompressed-bytes together, "
              + whole
              + " bytes: less never has room for one full body");
    }
  }

  private static void requireLoopback(String field, HttpAddress address) {
    if (!address.isLoopback()) {
      throw new InvalidValueException(
          field,
          address,
          "a loopback address such as 127.0.0.1: callers are not told apart yet, so only this"
              + " machine may call");
    }
  }
}
