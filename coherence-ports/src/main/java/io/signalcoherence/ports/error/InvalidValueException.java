package io.signalcoherence.ports.error;

import java.io.Serial;

/**
 * A value that its type refuses. The message reads {@code field: found (expected: what)}; it never
 * holds more than {@value #SHOWN} characters of what was found.
 */
public final class InvalidValueException extends IllegalArgumentException {

  @Serial private static final long serialVersionUID = 1L;

  private static final int SHOWN = 64;

  private final String field;
  private final String expected;

  /**
   * Creates the refusal.
   *
   * @param field the wire name of the field, such as {@code weight}
   * @param found what was found; shortened and stripped of control characters for the message
   * @param expected what would have been accepted
   */
  public InvalidValueException(String field, Object found, String expected) {
    super(field + ": " + shown(String.valueOf(found)) + " (expected: " + expected + ")");
    this.field = field;
    this.expected = expected;
  }

  /** The wire name of the field that was refused. */
  public String field() {
    return field;
  }

  /** What would have been accepted. */
  public String expected() {
    return expected;
  }

  private static String shown(String found) {
    StringBuilder text = new StringBuilder(Math.min(found.length(), SHOWN) + 3);
    int[] points = found.codePoints().limit(SHOWN + 1L).toArray();
    for (int i = 0; i < Math.min(points.length, SHOWN); i++) {
      boolean plain =
          !Character.isISOControl(points[i]) && Character.getType(points[i]) != Character.SURROGATE;
      text.appendCodePoint(plain ? points[i] : 0xFFFD);
    }
    return points.length > SHOWN ? text.append("...").toString() : text.toString();
  }
}
