package io.signalcoherence.adapter.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a signal on the wire. */
enum SignalField {
  TENANT_ID,
  SOURCE,
  SIGNAL_ID,
  TS,
  TYPE,
  VALUE,
  WEIGHT,
  RESIDENCY,
  ATTRIBUTES;

  private static final Map<String, SignalField> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(SignalField::wireName, Function.identity()));

  private static final int MAX_TYPING_ERRORS = 2;
  private static final int MAX_SUGGESTED_FOR = 32;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  String wireName() {
    return wireName;
  }

  static @Nullable SignalField named(String name) {
    return BY_NAME.get(name);
  }

  static String all() {
    return Arrays.stream(values()).map(SignalField::wireName).collect(Collectors.joining(", "));
  }

  /** What was probably meant, or all that there is. */
  static String expectedInsteadOf(String name) {
    if (name.length() <= MAX_SUGGESTED_FOR) {
      String folded = name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
      for (SignalField field : values()) {
        if (distance(folded, field.wireName.replace("_", "")) <= allowed(field)) {
          return "did you mean " + field.wireName + "?";
        }
      }
    }
    return "one of " + all();
  }

  private static int allowed(SignalField field) {
    return field.wireName.length() > 4 ? MAX_TYPING_ERRORS : 1;
  }

  /** Levenshtein's distance, by rows. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }
}
