package io.signalcoherence.perf.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Collects one HTTP/1.1 response until it is whole. Understands {@code Content-Length} and {@code
 * chunked}. Used by one thread.
 */
final class ResponseReader {

  private static final int LARGEST = 16 << 20;

  private byte[] bytes = new byte[4096];
  private int size;
  private int bodyStart;
  private int bodyLength;
  private boolean chunked;
  private boolean closing;

  /** Forgets the last response. */
  void reset() {
    size = 0;
    bodyStart = 0;
    bodyLength = 0;
    chunked = false;
    closing = false;
  }

  /**
   * Takes what arrived.
   *
   * @return true when the response is whole
   * @throws IOException when it is no HTTP/1.1 response
   */
  boolean take(ByteBuffer arrived) throws IOException {
    int more = arrived.remaining();
    if (size + more > LARGEST) {
      throw new IOException("response: more than " + LARGEST + " bytes");
    }
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
    arrived.get(bytes, size, more);
    size += more;
    if (bodyStart == 0 && !readHead()) {
      return false;
    }
    return chunked ? endsWithLastChunk() : size >= bodyStart + bodyLength;
  }

  /** The status code of a whole response. */
  int status() {
    return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + (bytes[11] - '0');
  }

  /** Whether the server ends the connection after this response. */
  boolean isClosing() {
    return closing;
  }

  /** Adds, by first letter of the status, the receipts of the body to {@code tally}. */
  void countReceipts(ReceiptTally tally) {
    tally.count(bytes, bodyStart, size);
  }

  private boolean readHead() throws IOException {
    int end = headEnd();
    if (end < 0) {
      return false;
    }
    String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    if (!head.startsWith("HTTP/1.1 ") || head.length() < 12) {
      throw new IOException("response does not begin with HTTP/1.1 and a status");
    }
    for (String line : head.toLowerCase(Locale.ROOT).split("\r\n", -1)) {
      if (line.startsWith("content-length:")) {
        bodyLength = Integer.parseInt(line.substring(15).strip());
      } else if (line.startsWith("transfer-encoding:")) {
        chunked = line.contains("chunked");
      } else if (line.startsWith("connection:")) {
        closing = line.contains("close");
      }
    }
    bodyStart = end + 4;
    return true;
  }

  private int headEnd() {
    for (int i = 0; i + 3 < size; i++) {
      if (bytes[i] == '\r'
          && bytes[i + 1] == '\n'
          && bytes[i + 2] == '\r'
          && bytes[i + 3] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean endsWithLastChunk() {
    byte[] last = {'0', '\r', '\n', '\r', '\n'};
    return size - bodyStart >= last.length
        && Arrays.equals(bytes, size - last.length, size, last, 0, last.length);
  }
}
