package io.signalcoherence.core.engine;

/** How an append goes wrong. */
enum Fault {
  /** It does not. */
  NONE,
  /** The store can't be reached. */
  UNAVAILABLE,
  /** It waited too long. */
  TIMED_OUT,
  /** Concurrent work won. */
  CONFLICT,
  /** The answer is lost and nothing was done. */
  UNKNOWN_UNDONE,
  /** The answer is lost and all was done. */
  UNKNOWN_DONE,
  /** The answer is lost and all is done a little later, before the next append gets through. */
  UNKNOWN_LATE,
  /** The store breaks its own invariants. */
  CORRUPT,
  /** The adapter has a bug. */
  BROKEN,
  /** The adapter has a worse bug. */
  BROKEN_BADLY,
  /** It is durable, and a claim is missing in the answer. */
  CLAIM_MISSING
}
