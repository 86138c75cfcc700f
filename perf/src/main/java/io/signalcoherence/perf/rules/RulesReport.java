package io.signalcoherence.perf.rules;

import java.util.List;
import java.util.Locale;

/**
 * All that {@code bench rules} measured.
 *
 * @param jvm its JDK and options, in words
 * @param effort how long each benchmark ran, in words
 */
record RulesReport(String jvm, String effort, List<RuleReading> readings) {

  private static final String HEAD =
      String.format(
          Locale.ROOT,
          "%-16s %12s %9s %10s %12s %10s %7s  %s%n",
          "rule",
          "ns/op",
          "+-",
          "B/op",
          "peer ns/op",
          "peer B/op",
          "ratio",
          "peer");

  static String head() {
    return HEAD;
  }

  static String line(RuleReading reading) {
    return String.format(
        Locale.ROOT,
        "%-16s %12.1f %9.1f %10.0f %12.1f %10.0f %7.2f  %s%n",
        reading.rule(),
        reading.ours().nanos(),
        reading.ours().error(),
        reading.ours().bytes(),
        reading.theirs().nanos(),
        reading.theirs().bytes(),
        reading.timeRatio(),
        reading.peer());
  }
}
