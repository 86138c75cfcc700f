package io.signalcoherence.adapter.http;

/**
 * How large one request may be.
 *
 * @param headerBytes all header fields together, bytes, 1024 to 1 MiB; more is 431
 * @param uriBytes the request line, bytes, 256 to 64 KiB; more is 414
 * @param bodyBytes the body as sent, bytes, 1024 to 256 MiB; more is 413
 * @param decompressedBytes a compressed body when unpacked, bytes, {@code bodyBytes} to 1 GiB; more
 *     is 413
 * @param items signals in one request, 1 to 1,000,000; more is 413
 */
public record HttpMessageLimits(
    int headerBytes, int uriBytes, int bodyBytes, int decompressedBytes, int items) {

  /** What holds if nothing is set: 16 KiB, 8 KiB, 5 MiB, 20 MiB, 10,000 items. */
  public static final HttpMessageLimits STANDARD =
      new HttpMessageLimits(16 * 1024, 8 * 1024, 5 * 1024 * 1024, 20 * 1024 * 1024, 10_000);

  /**
   * Validates the ranges.
   *
   * @throws io.signalcoherence.ports.error.InvalidValueException if a limit is out of its range
   */
  public HttpMessageLimits {
    Range.require("http.max-header-bytes", headerBytes, 1024, 1024 * 1024);
    Range.require("http.max-uri-bytes", uriBytes, 256, 64 * 1024);
    Range.require("http.max-body-bytes", bodyBytes, 1024, 256 * 1024 * 1024);
    Range.require("http.max-decompressed-bytes", decompressedBytes, bodyBytes, 1024 * 1024 * 1024);
    Range.require("http.max-items", items, 1, 1_000_000);
  }
}
