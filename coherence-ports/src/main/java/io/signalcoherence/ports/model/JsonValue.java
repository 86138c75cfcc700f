package io.signalcoherence.ports.model;

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
   * @param value the number, kept without trailing zeros
   */
  record Num(BigDecimal value) implements JsonValue {
    /** Strips trailing zeros. */
    public Num {
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
     * @throws io.signalcoherence.ports.error.InvalidValueException if there is one
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
     * @throws io.signalcoherence.ports.error.InvalidValueException if a name has no UTF-8 form
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
