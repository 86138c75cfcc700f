package io.signalcoherence.perf.ingest;

import java.util.Locale;

/** What is measured, and what it is measured against. */
enum SideName {
  /** Single signals through the service, open loop. */
  SINGLE("single"),
  /** Batches of 100 through the service, as many as it answers. */
  BATCH("batch"),
  /** The rows of batches inserted by SQL alone: the limit of {@link #BATCH}. */
  BARE("bare"),
  /** Single signals through the HTTP surface alone: the limit of {@link #SINGLE}. */
  HTTP_SINGLE("http-single"),
  /** Batches of 100 through the HTTP surface alone. */
  HTTP_BATCH("http-batch"),
  /** Single signals through a service written in a day: a peer of {@link #SINGLE}. */
  NAIVE("naive");

  private final String text;

  SideName(String text) {
    this.text = text;
  }

  /** The name on the command line and in the table. */
  String text() {
    return text;
  }

  static SideName named(String text) {
    for (SideName side : values()) {
      if (side.text.equals(text.toLowerCase(Locale.ROOT))) {
        return side;
      }
    }
    throw new IllegalArgumentException("side: " + text);
  }
}
