package io.signalcoherence.ports.corpus;

import java.util.Objects;

/** What must hold for every input of a fuzz target. */
public final class Law {

  private static final int SHOWN = 400;

  private Law() {}

  /**
   * Fails unless the law holds.
   *
   * @param law in words
   */
  public static void holds(boolean holds, String law) {
    if (!holds) {
      throw new AssertionError("broken: " + law);
    }
  }

  /**
   * Fails unless both are equal.
   *
   * @param law in words
   */
  public static void same(Object found, Object expected, String law) {
    if (!Objects.equals(found, expected)) {
      throw new AssertionError(
          "broken: " + law + "\n   found: " + shown(found) + "\nexpected: " + shown(expected));
    }
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }
}
