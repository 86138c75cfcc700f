package io.signalcoherence.perf.fault;

import java.util.Set;

/**
 * One request of a fault drill and its answer.
 *
 * @param kind what was asked
 * @param tenants whom it was about
 * @param sent by {@link System#nanoTime}
 * @param nanos to its answer, or to when it was given up
 * @param reply what came back
 */
record Observation(Kind kind, Set<String> tenants, long sent, long nanos, Reply reply) {

  private static final int MULTI_STATUS = 207;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  /** What a request asks for. */
  enum Kind {
    /** A single signal. */
    PUSH,
    /** An array of signals. */
    BATCH,
    /** A score. */
    READ
  }

  /**
   * An answer.
   *
   * @param status of HTTP; 0 if none came
   * @param saysWhen whether it says when to come again
   * @param acknowledged whether it acknowledges a signal
   */
  record Reply(int status, boolean saysWhen, boolean acknowledged) {}

  Observation {
    tenants = Set.copyOf(tenants);
  }

  /** A score, or an acknowledgement of one signal at least. */
  boolean isServed() {
    return reply.status() / 100 == 2 && (kind == Kind.READ || reply.acknowledged());
  }

  /** Told to come again: by the status, or by each receipt of an array. */
  boolean isRefused() {
    return switch (reply.status()) {
      case UNAVAILABLE, TOO_MANY -> true;
      case MULTI_STATUS -> kind == Kind.BATCH && !reply.acknowledged();
      default -> false;
    };
  }

  boolean isAnswered() {
    return reply.status() != 0;
  }

  long answered() {
    return sent + nanos;
  }

  @Override
  public String toString() {
    return "%s: status %d%s after %d ms"
        .formatted(
            kind,
            reply.status(),
            reply.saysWhen() ? " with Retry-After" : "",
            nanos / Spread.NANOS_PER_MILLI);
  }
}
