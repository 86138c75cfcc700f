package io.signalcoherence.ports.model;

/**
 * One policy tag of a signal's provenance. 1 to 128 characters, no control characters, no unpaired
 * surrogates; compared exactly, never normalised.
 *
 * @param value the text
 */
public record Tag(String value) implements Comparable<Tag> {

  /** The most characters (Unicode code points) that it may have. */
  public static final int MAX_LENGTH = 128;

  /**
   * Validates the text.
   *
   * @throws io.signalcoherence.ports.error.InvalidValueException if the text is not allowed
   */
  public Tag {
    Text.require("tag", value, MAX_LENGTH);
  }

  /** Orders by the bytes of the UTF-8 form, unsigned. */
  @Override
  public int compareTo(Tag other) {
    return Text.compareBytes(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
