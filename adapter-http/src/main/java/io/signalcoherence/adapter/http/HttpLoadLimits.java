package io.signalcoherence.adapter.http;

/**
 * How much may be under way at once. What comes beyond is answered 503 with {@code Retry-After}, so
 * that memory stays bounded whatever is sent.
 *
 * @param connections open connections of a listener, 1 to 1,000,000
 * @param requests requests that wait for their answer, 1 to 1,000,000; one that was given up on
 *     still counts until its work has ended
 * @param bytes bodies of such requests, unpacked, and answers until they are sent, bytes, 1 MiB to
 *     64 GiB; in an {@link HttpConfig} not less than one body of full size as sent and as unpacked
 * @param pipelined requests of one connection that wait for their answer, 1 to 10,000; beyond it
 *     nothing more is read from that connection
 */
public record HttpLoadLimits(int connections, int requests, long bytes, int pipelined) {

  /** What holds if nothing is set: 10,000 connections, 20,000 requests, 64 MiB, 128 pipelined. */
  public static final HttpLoadLimits STANDARD =
      new HttpLoadLimits(10_000, 20_000, 64L * 1024 * 1024, 128);

  private static final long MEBIBYTE = 1024L * 1024;

  /**
   * Validates the ranges.
   *
   * @throws io.signalcoherence.ports.error.InvalidValueException if a limit is out of its range
   */
  public HttpLoadLimits {
    Range.require("http.max-connections", connections, 1, 1_000_000);
    Range.require("http.max-requests", requests, 1, 1_000_000);
    Range.require("http.max-bytes", bytes, MEBIBYTE, 64 * 1024 * MEBIBYTE);
    Range.require("http.max-pipelined", pipelined, 1, 10_000);
  }
}
