package io.signalcoherence.perf.rules;

import io.signalcoherence.adapter.http.JsonSignals;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.model.Signal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Signals like those that the load driver sends, as JSON and as values; the same in each run. */
final class SampleSignals {

  private static final int SOURCES = 4;
  private static final int TYPES = 3;

  private SampleSignals() {}

  /** The JSON of signal {@code number}, about 190 bytes. */
  static byte[] json(int number) {
    return String.format(
            Locale.ROOT,
            "{\"tenant_id\":\"load-%02d\",\"source\":\"source-%d\",\"signal_id\":\"r19a2b3c4d5e-%09d\","
                + "\"ts\":\"2026-03-14T15:09:26.%03dZ\",\"type\":\"type-%d\",\"value\":0.%04d,"
                + "\"weight\":1.0}",
            number % 10,
            number % SOURCES,
            number,
            number % 1000,
            number / SOURCES % TYPES,
            number * 7919L % 10_000)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The first {@code count} of them. */
  static List<byte[]> documents(int count) {
    return IntStream.range(0, count).mapToObj(SampleSignals::json).toList();
  }

  /** Signal {@code number} as a value. */
  static Signal signal(int number) {
    if (JsonSignals.decoder().decode(json(number)) instanceof Candidate.WellFormed good) {
      return good.signal();
    }
    throw new IllegalStateException("sample " + number + " is no signal");
  }
}
