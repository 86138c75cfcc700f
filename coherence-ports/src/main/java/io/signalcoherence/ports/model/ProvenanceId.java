package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names one admission of one signal.
 *
 * @param value a UUID of version 7 (RFC 9562): its order is the order of admission, to the
 *     millisecond
 */
public record ProvenanceId(UUID value) {

  private static final int VERSION = 7;
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  /**
   * Validates the version.
   *
   * @throws InvalidValueException if it is not a UUIDv7
   */
  public ProvenanceId {
    if (value.version() != VERSION) {
      throw new InvalidValueException("provenance_id", value, "a UUID of version 7");
    }
  }

  /**
   * Reads the one form that {@link #toString} writes.
   *
   * @throws InvalidValueException if it is another
   */
  public static ProvenanceId parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new InvalidValueException(
          "provenance_id", text, "a UUID of version 7 in lower case, as a receipt names it");
    }
    return new ProvenanceId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
