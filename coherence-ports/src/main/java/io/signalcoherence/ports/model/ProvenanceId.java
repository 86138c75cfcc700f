package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.util.UUID;

/**
 * Names one admission of one signal.
 *
 * @param value a UUID of version 7 (RFC 9562): its order is the order of admission, to the
 *     millisecond
 */
public record ProvenanceId(UUID value) {

  private static final int VERSION = 7;

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

  @Override
  public String toString() {
    return value.toString();
  }
}
