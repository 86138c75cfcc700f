package io.signalcoherence.perf.fault;

/**
 * A law that a service did not keep.
 *
 * @param law which one
 * @param detail what was seen
 */
record Broken(Law law, String detail) {

  /** What holds whatever happens to a server. */
  enum Law {
    /** Not the service's, but the drill's own: the fault was really there. */
    IS_FELT,
    /** What was acknowledged is stored once, as it was sent, and counted in every sum. */
    COUNTS_ONCE,
    /** Every request is served or told when to come again, in time. */
    ANSWERS,
    /** Health is told at once, and rightly. */
    TELLS_HEALTH,
    /** Memory and threads stay within bounds. */
    STAYS_SMALL,
    /** When the fault is over, the service works again without help. */
    HEALS,
    /** Without a server beside the ledger signals are taken as with it. */
    INGEST_UNCHANGED,
    /** No score is older than it may be without saying so, none than a token that was named. */
    READS_RIGHT,
    /** Metrics, readiness and an alert tell of a server that is away, and of no other. */
    IS_TOLD,
    /** What a server missed is made up for, faster than it comes in. */
    CATCHES_UP,
    /** The graph holds the ledger's signals, each once and as it is. */
    GRAPH_EQUALS_LEDGER
  }
}
