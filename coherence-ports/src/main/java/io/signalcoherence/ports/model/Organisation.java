package io.signalcoherence.ports.model;

/**
 * Names the organisation that tenants belong to. 1 to 128 characters, no control characters, no
 * unpaired surrogates; compared exactly, never normalised.
 *
 * @param value the text
 */
public record Organisation(String value) implements Comparable<Organisation> {

  /** The most characters (Unicode code points) that it may have. */
  public static final int MAX_LENGTH = 128;

  /**
   * Validates the text.
   *
   * @throws io.signalcoherence.ports.error.InvalidValueException if the text is not allowed
   */
  public Organisation {
    Text.require("organisation", value, MAX_LENGTH);
  }

  /** Orders by the bytes of the UTF-8 form, unsigned. */
  @Override
  public int compareTo(Organisation other) {
    return Text.compareBytes(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
