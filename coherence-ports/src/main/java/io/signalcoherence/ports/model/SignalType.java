package io.signalcoherence.ports.model;

/**
 * Names what kind of thing a signal measures. 1 to 128 characters, no control characters, no
 * unpaired surrogates; compared exactly, never normalised.
 *
 * @param value the text
 */
public record SignalType(String value) implements Comparable<SignalType> {

  /** The most characters (Unicode code points) that it may have. */
  public static final int MAX_LENGTH = 128;

  /**
   * Validates the text.
   *
   * @throws io.signalcoherence.ports.error.InvalidValueException if the text is not allowed
   */
  public SignalType {
    Text.require("type", value, MAX_LENGTH);
  }

  /** Orders by the bytes of the UTF-8 form, unsigned. */
  @Override
  public int compareTo(SignalType other) {
    return Text.compareBytes(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
