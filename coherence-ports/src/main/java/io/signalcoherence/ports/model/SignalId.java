package io.signalcoherence.ports.model;

/**
 * Names a signal, within its tenant and source. 1 to 256 characters, no control characters, no
 * unpaired surrogates; compared exactly, never normalised.
 *
 * @param value the text
 */
public record SignalId(String value) implements Comparable<SignalId> {

  /** The most characters (Unicode code points) that it may have. */
  public static final int MAX_LENGTH = 256;

  /**
   * Validates the text.
   *
   * @throws io.signalcoherence.ports.error.InvalidValueException if the text is not allowed
   */
  public SignalId {
    Text.require("signal_id", value, MAX_LENGTH);
  }

  /** Orders by the bytes of the UTF-8 form, unsigned. */
  @Override
  public int compareTo(SignalId other) {
    return Text.compareBytes(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
