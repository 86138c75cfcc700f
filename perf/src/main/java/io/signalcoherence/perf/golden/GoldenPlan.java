package io.signalcoherence.perf.golden;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What to generate.
 *
 * @param seed determines every byte, together with the other three
 * @param start first UTC day
 * @param days how many days, at least 1
 * @param signalsPerTenantDay distinct signals of each tenant on each day, at least 1
 */
public record GoldenPlan(long seed, LocalDate start, int days, int signalsPerTenantDay) {

  /** Checks the bounds. */
  public GoldenPlan {
    if (days < 1) {
      throw new IllegalArgumentException("days: " + days + " (expected: >= 1)");
    }
    if (signalsPerTenantDay < 1) {
      throw new IllegalArgumentException(
          "signals a day: " + signalsPerTenantDay + " (expected: >= 1)");
    }
  }

  /**
   * The plan of the file whose checksum is checked in: one day, 10,000 distinct signals a tenant.
   */
  public static GoldenPlan standard() {
    return new GoldenPlan(20_240_101L, LocalDate.of(2024, 1, 1), 1, 10_000);
  }

  /** The first instant after the last day. */
  public Instant end() {
    return start.plusDays(days).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The last whole minute of the last day: a window as of it is exactly that day. */
  public Instant asOf() {
    return end().minusSeconds(60);
  }
}
