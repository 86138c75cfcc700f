package io.signalcoherence.perf.fault;

import java.util.Locale;

/** A server that the service works with. */
enum Server {
  /** The ledger: without it nothing is counted. */
  POSTGRES,
  /** Where instances share what they read. */
  REDIS,
  /** Where the ledger is followed into. */
  NEO4J,
  /** The other door for signals. */
  KAFKA;

  /** As on the command line. */
  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
