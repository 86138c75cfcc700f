package io.signalcoherence.perf.drill;

/**
 * A law that a service did not keep.
 *
 * @param law which one
 * @param detail what was seen
 */
record Broken(Law law, String detail) {

  /** What holds whatever happens to PostgreSQL. */
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
    HEALS
  }
}
