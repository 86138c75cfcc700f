package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.error.InvalidValueException;
import java.time.Duration;

/**
 * How long anything may take, each more than 0 and at most one hour.
 *
 * @param header from a request's first byte to the end of its header; then 408
 * @param idle how long a connection may lie without a request; then it is closed
 * @param request from the end of the header to the end of the body, after which 408, and to the
 *     answer, after which 503
 * @param stop how long a stop waits for answers under way; then connections are cut
 */
public record HttpDeadlines(Duration header, Duration idle, Duration request, Duration stop) {

  private static final Duration MAX = Duration.ofHours(1);

  /** What holds if nothing is set: 10 s, 60 s, 30 s, 30 s. */
  public static final HttpDeadlines STANDARD =
      new HttpDeadlines(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30));

  /**
   * Validates the ranges.
   *
   * @throws InvalidValueException if a duration is out of its range
   */
  public HttpDeadlines {
    require("http.header-time", header);
    require("http.idle-time", idle);
    require("http.request-time", request);
    require("http.stop-time", stop);
  }

  private static void require(String field, Duration value) {
    if (value.isZero() || value.isNegative() || value.compareTo(MAX) > 0) {
      throw new InvalidValueException(field, value, "more than PT0S, at most PT1H");
    }
  }
}
