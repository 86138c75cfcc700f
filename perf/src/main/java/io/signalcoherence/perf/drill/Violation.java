package io.signalcoherence.perf.drill;

/**
 * One broken promise.
 *
 * @param kind which promise
 * @param detail what was seen
 */
public record Violation(Kind kind, String detail) {

  /** The promises that a drill checks. */
  public enum Kind {
    /** An acknowledged signal is not stored, or was stored anew after it had been acknowledged. */
    LOST,
    /** A signal is stored or counted more than once. */
    DOUBLED,
    /** What is stored is not what was sent. */
    ALTERED,
    /** Something is stored that nobody sent. */
    PHANTOM,
    /** A receipt that can't be true. */
    FALSE_RECEIPT,
    /** A sum or a score differs from the fold. */
    WRONG_SCORE,
    /** The service did not come back in time. */
    NO_RECOVERY,
    /** A sound request was refused or failed for no reason that the drill gave. */
    REFUSED,
    /** A tenant waited for what another tenant waited for. */
    STOPPED
  }
}
