package io.signalcoherence.ports.model;

/**
 * Names a cell: the set of regions where any copy of one database may lie. 1 to 64 characters, no
 * control characters, no unpaired surrogates; compared exactly, never normalised.
 *
 * @param value the text
 */
public record Cell(String value) implements Comparable<Cell> {

  /** The most characters (Unicode code points) that it may have. */
  public static final int MAX_LENGTH = 64;

  /**
   * Validates the text.
   *
   * @throws io.signalcoherence.ports.error.InvalidValueException if the text is not allowed
   */
  public Cell {
    Text.require("cell", value, MAX_LENGTH);
  }

  /** Orders by the bytes of the UTF-8 form, unsigned. */
  @Override
  public int compareTo(Cell other) {
    return Text.compareBytes(value, other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
