package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/**
 * What a sender adds to a signal: a JSON object of at most {@value #MAX_BYTES} bytes in its
 * canonical text (members in order, no white space, numbers exact and without trailing zeros,
 * UTF-8) and at most {@value #MAX_DEPTH} levels deep. {@link #NONE}, no object at all, differs from
 * an empty one.
 */
public final class Attributes {

  /** The most bytes of the canonical text. */
  public static final int MAX_BYTES = 16 * 1024;

  /** The most levels of nesting, the object itself included. */
  public static final int MAX_DEPTH = 64;

  /** No attributes. */
  public static final Attributes NONE =
      new Attributes(new JsonValue.Obj(new TreeMap<>()), "", false);

  private final JsonValue.Obj object;
  private final String canonical;
  private final boolean present;

  private Attributes(JsonValue.Obj object, String canonical, boolean present) {
    this.object = object;
    this.canonical = canonical;
    this.present = present;
  }

  /**
   * Wraps an object.
   *
   * @throws InvalidValueException if its canonical text is too long or it is too deep
   */
  public static Attributes of(JsonValue.Obj object) {
    String canonical = CanonicalJson.write(object, MAX_DEPTH, MAX_BYTES);
    int bytes = canonical.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new InvalidValueException("attributes", bytes + " bytes", "at most 16384 bytes");
    }
    return new Attributes(object, canonical, true);
  }

  /** Whether there is an object. */
  public boolean isPresent() {
    return present;
  }

  /** The object; empty for {@link #NONE}. */
  public JsonValue.Obj object() {
    return object;
  }

  /** The canonical JSON text; empty for {@link #NONE}. */
  public String canonicalText() {
    return canonical;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attributes that
        && present == that.present
        && canonical.equals(that.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  @Override
  public String toString() {
    return present ? canonical : "none";
  }
}
