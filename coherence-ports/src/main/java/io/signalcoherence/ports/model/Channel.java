package io.signalcoherence.ports.model;

import java.util.Locale;

/** The door that a signal came through. All doors share one key space. */
public enum Channel {
  /** {@code POST /v1/coherence/signals}. */
  HTTP,
  /** The Kafka topic. */
  KAFKA,
  /** The GraphQL mutation. */
  GRAPHQL,
  /** A recorded file, sent again. */
  REPLAY;

  /** The lower-case name used on the wire, in the ledger and in metrics. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
