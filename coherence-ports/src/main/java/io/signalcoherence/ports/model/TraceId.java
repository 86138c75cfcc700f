package io.signalcoherence.ports.model;

import io.signalcoherence.ports.error.InvalidValueException;
import java.util.regex.Pattern;

/**
 * A W3C trace id.
 *
 * @param value 32 lower-case hexadecimal digits, not all zero
 */
public record TraceId(String value) {

  private static final Pattern FORM = Pattern.compile("(?!0{32})[0-9a-f]{32}");

  /**
   * Validates the form.
   *
   * @throws InvalidValueException if the form is wrong
   */
  public TraceId {
    if (!FORM.matcher(value).matches()) {
      throw new InvalidValueException("trace_id", value, "32 lower-case hexadecimal digits");
    }
  }
}
