package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;

/** The rule that all validated text follows, and its byte order. */
final class Text {

  private Text() {}

  /** Returns the value if it has 1 to {@code max} characters (code points), all of them allowed. */
  static String require(String field, String value, int max) {
    if (value.isEmpty()) {
      throw new InvalidValueException(field, "\"\"", "1 to " + max + " characters");
    }
    requireWellFormed(field, value);
    // code points are never more than chars: count them only where it can matter
    if (value.length() > max && value.codePointCount(0, value.length()) > max) {
      throw new InvalidValueException(field, value, "1 to " + max + " characters");
    }
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        throw new InvalidValueException(field, value, "no control characters");
      }
    }
    return value;
  }

  /** Refuses text that has no UTF-8 form. */
  static String requireWellFormed(String field, String value) {
    int at = 0;
    while (at < value.length()) {
      int point = value.codePointAt(at);
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        throw new InvalidValueException(field, value, "no unpaired surrogates");
      }
      at += Character.charCount(point);
    }
    return value;
  }

  /**
   * Compares as the UTF-8 bytes would compare unsigned, which is the order of PostgreSQL's {@code
   * COLLATE "C"} in a UTF-8 database. UTF-16 order differs where surrogates meet U+E000 to U+FFFF.
   */
  static int compareBytes(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
        return surrogates ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}
