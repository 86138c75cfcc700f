package io.signalcoherence.ports.model;

/**
 * Who calls.
 *
 * @param subject the name, 1 to {@value #MAX_LENGTH} characters
 * @param organisation the organisation that the caller belongs to
 */
public record Principal(String subject, Organisation organisation) {

  /** The most characters of the subject. */
  public static final int MAX_LENGTH = 256;

  /**
   * Validates the subject.
   *
   * @throws io.signalcoherence.ports.error.InvalidValueException if the subject is not allowed
   */
  public Principal {
    Text.require("subject", subject, MAX_LENGTH);
  }
}
