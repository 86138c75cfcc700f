package io.signalcoherence.adapter.http;

import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Percent-encoding (RFC 3986), read strictly: a broken escape or bytes that are no UTF-8 are
 * refused. In a query, and only there, {@code +} is a space, as forms write it.
 */
final class Percent {

  private static final int HEX = 16;

  private Percent() {}

  static String path(String name, String text) throws Refusal {
    return decode(name, text, false);
  }

  /**
   * The parameters of a query.
   *
   * @param known the names that are taken; another one, or one that stands twice, is refused
   */
  static Map<String, String> query(String text, Set<String> known) throws Refusal {
    Map<String, String> parameters = new HashMap<>();
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('&', from);
      end = end < 0 ? text.length() : end;
      if (end > from) {
        parameter(text.substring(from, end), known, parameters);
      }
      from = end + 1;
    }
    return parameters;
  }

  private static void parameter(String text, Set<String> known, Map<String, String> parameters)
      throws Refusal {
    int equals = text.indexOf('=');
    String name = decode("query", equals < 0 ? text : text.substring(0, equals), true);
    if (!known.contains(name)) {
      throw bad(Faults.plain(name), "unknown parameter", String.join(", ", sorted(known)));
    }
    String value = equals < 0 ? "" : decode(name, text.substring(equals + 1), true);
    if (parameters.put(name, value) != null) {
      throw bad(name, "stands twice", "each parameter once");
    }
  }

  private static String decode(String name, String text, boolean form) throws Refusal {
    byte[] bytes = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes[length++] = octet(name, text, i);
        i += 2;
      } else if (c > ' ' && c < 0x7F) {
        bytes[length++] = (byte) (form && c == '+' ? ' ' : c);
      } else {
        throw bad(name, "a character outside ASCII", "percent-encoded UTF-8");
      }
    }
    try {
      return Utf8.text(bytes, 0, length);
    } catch (CharacterCodingException e) {
      throw bad(name, "bytes that are no UTF-8", "percent-encoded UTF-8");
    }
  }

  private static byte octet(String name, String text, int at) throws Refusal {
    int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), HEX) : -1;
    int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), HEX) : -1;
    if (high < 0 || low < 0) {
      throw bad(name, "a broken escape", "% and two hexadecimal digits");
    }
    return (byte) (high << 4 | low);
  }

  static Refusal bad(String name, String found, String expected) {
    return new Refusal(
        Problem.BAD_PARAMETER, name + ": " + found + " (expected: " + expected + ")");
  }

  private static Set<String> sorted(Set<String> names) {
    return new java.util.TreeSet<>(names);
  }
}
