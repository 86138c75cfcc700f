package io.signalcoherence.ports.in;

/**
 * Reads signals from one wire form. Implemented by the adapter that knows the form and used by
 * every door that takes it, so that one key space has one reading. Thread-safe; holds no state
 * between calls.
 */
public interface SignalDecoder {

  /**
   * Reads one signal.
   *
   * @param document one whole document, UTF-8
   * @return the signal, or why it is none; never throws for what the bytes hold
   */
  Candidate decode(byte[] document);
}
