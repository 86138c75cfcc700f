package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A JSON value without a parser: what an attribute may hold. Immutable. */
public sealed interface JsonValue {

  /** {@code null}. */
  record Null() implements JsonValue {}

  /**
   * {@code true} or {@code false}.
   *
   * @param value which
   */
  record Bool(boolean value) implements JsonValue {}

  /**
   * A number, exact; trailing zeros do not tell two numbers apart.
   *
   * @param value the number, kept without trailing zeros; zero, or of a magnitude from 1e-1000000
   *     to below 1e1000001, so that its text is always a number again
   */
  record Num(BigDecimal value) implements JsonValue {

    private static final long MAX_EXPONENT = 1_000_000;

    /**
     * Strips trailing zeros.
     *
     * @throws InvalidValueException if the magnitude is out of range
     */
    public Num {
      // the exponent of the first digit, which stripping does not change; before it, since that
      // fails where the scale leaves its range
      long exponent = value.precision() - 1L - value.scale();
      if (value.signum() != 0 && Math.abs(exponent) > MAX_EXPONENT) {
        throw new InvalidValueException(
            "attributes",
            "a number with exponent " + exponent,
            "exponents from -1000000 to 1000000");
      }
      value = value.stripTrailingZeros();
    }
  }

  /**
   * A string that has a UTF-8 form.
   *
   * @param value the text
   */
  record Str(String value) implements JsonValue {
    /**
     * Refuses unpaired surrogates.
     *
     * @throws InvalidValueException if there is one
     */
    public Str {
      Text.requireWellFormed("attributes", value);
    }
  }

  /**
   * An array.
   *
   * @param items in order
   */
  record Array(List<JsonValue> items) implements JsonValue {
    /** Copies the items. */
    public Array {
      items = List.copyOf(items);
    }
  }

  /**
   * An object.
   *
   * @param members by name, in UTF-16 code unit order as in RFC 8785
   */
  record Obj(SortedMap<String, JsonValue> members) implements JsonValue {
    /**
     * Copies the members.
     *
     * @throws InvalidValueException if a name has no UTF-8 form
     */
    public Obj {
      members.keySet().forEach(name -> Text.requireWellFormed("attributes", name));
      // into a map of our own: a copy of a sorted map would keep that map's order
      SortedMap<String, JsonValue> ordered = new TreeMap<>();
      ordered.putAll(members);
      members = Collections.unmodifiableSortedMap(ordered);
    }
  }
}
