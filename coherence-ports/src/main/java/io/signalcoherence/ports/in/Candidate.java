package io.signalcoherence.ports.in;

import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.Signal;

/** One item of a submission, as its door could read it. */
public sealed interface Candidate {

  /**
   * An item that is a signal.
   *
   * @param signal the signal
   */
  record WellFormed(Signal signal) implements Candidate {}

  /**
   * An item that is none; it is counted and answered as rejected, and harms no other.
   *
   * @param rejection why
   */
  record Malformed(Rejection rejection) implements Candidate {}
}
