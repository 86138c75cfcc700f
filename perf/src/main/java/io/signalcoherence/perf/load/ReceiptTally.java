package io.signalcoherence.perf.load;

import java.nio.charset.StandardCharsets;

/**
 * Counts the receipts in the bodies of answers by their status, without parsing the JSON. Used by
 * one thread.
 */
final class ReceiptTally {

  private static final byte[] FIELD = "\"status\":\"".getBytes(StandardCharsets.US_ASCII);

  private long accepted;
  private long duplicate;
  private long other;

  void count(byte[] bytes, int from, int until) {
    for (int i = from; i + FIELD.length < until; i++) {
      if (bytes[i] == '"' && matches(bytes, i)) {
        i += FIELD.length;
        add(bytes[i]);
      }
    }
  }

  private void add(byte letter) {
    switch (letter) {
      case 'a' -> accepted++;
      case 'd' -> duplicate++;
      default -> other++;
    }
  }

  private static boolean matches(byte[] bytes, int at) {
    for (int i = 0; i < FIELD.length; i++) {
      if (bytes[at + i] != FIELD[i]) {
        return false;
      }
    }
    return true;
  }

  void addAccepted(long count) {
    accepted += count;
  }

  void addDuplicate(long count) {
    duplicate += count;
  }

  long accepted() {
    return accepted;
  }

  long duplicate() {
    return duplicate;
  }

  /** Conflicts, rejections and undetermined ones. */
  long other() {
    return other;
  }
}
