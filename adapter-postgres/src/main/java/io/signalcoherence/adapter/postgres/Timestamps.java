package io.signalcoherence.adapter.postgres;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Instants as the driver takes them for {@code timestamptz}, whatever the machine's zone. */
final class Timestamps {

  private Timestamps() {}

  static OffsetDateTime of(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
