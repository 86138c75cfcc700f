package io.signalcoherence.perf.read;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Signals spread evenly over one window of 1,440 minutes. {@link TenantFill} says the same in SQL.
 *
 * @param from where the window begins, 29 minutes before a whole hour, so that it has as many rows
 *     as a window can have: 23 hours and 60 minutes
 * @param pairs pairs of a source and a type, which come in turn; even
 */
record WindowSignals(Instant from, int pairs) {

  /** Types of a source. */
  static final int TYPES = 2;

  private static final Duration LENGTH = Duration.ofDays(1);

  WindowSignals {
    if (pairs < TYPES || pairs > 256 || pairs % TYPES != 0) {
      throw new IllegalArgumentException("pairs: " + pairs + " (expected: even, 2 to 256)");
    }
  }

  /** Those of the last window of that form that is over. */
  static WindowSignals before(Instant now, int pairs) {
    Instant hour = now.minus(Duration.ofMinutes(31)).truncatedTo(ChronoUnit.HOURS);
    return new WindowSignals(hour.plus(Duration.ofMinutes(31)).minus(LENGTH), pairs);
  }

  /** Where the window ends, exclusive. */
  Instant to() {
    return from.plus(LENGTH);
  }

  /** The last minute, which a question names. */
  Instant asOf() {
    return to().minus(Duration.ofMinutes(1));
  }

  /** NDJSON of {@code size} signals of a tenant, so many in each body. */
  List<byte[]> bodies(String tenant, int size, int each) {
    List<byte[]> bodies = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    for (int number = 0; number < size; number++) {
      body.append(line(tenant, size, number));
      if ((number + 1) % each == 0 || number + 1 == size) {
        bodies.add(body.toString().getBytes(StandardCharsets.US_ASCII));
        body.setLength(0);
      }
    }
    return bodies;
  }

  private String line(String tenant, long size, int number) {
    long micros = number * (LENGTH.toNanos() / 1000) / size;
    int pair = number % pairs;
    return String.format(
        Locale.ROOT,
        "{\"tenant_id\":\"%s\",\"source\":\"source-%d\",\"signal_id\":\"read-%09d\",\"ts\":\"%s\","
            + "\"type\":\"type-%d\",\"value\":%s,\"weight\":%s}\n",
        tenant,
        pair / TYPES,
        number,
        from.plus(micros, ChronoUnit.MICROS),
        pair % TYPES,
        BigDecimal.valueOf(number * 7919L % 10_000, 4).toPlainString(),
        BigDecimal.valueOf(2 + number % 3, 1).multiply(BigDecimal.valueOf(5)).toPlainString());
  }
}
