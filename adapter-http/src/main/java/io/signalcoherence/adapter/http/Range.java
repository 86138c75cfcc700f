package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.error.InvalidValueException;

/** A closed range that a configured number must lie in. */
final class Range {

  private Range() {}

  static void require(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw new InvalidValueException(field, value, min + " to " + max);
    }
  }
}
