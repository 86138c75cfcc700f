package io.signalcoherence.perf.rules;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is measured, by which benchmark, and its peer, which has the same name with "Peer" added.
 */
enum Rule {
  /** Reading one signal. */
  DECODE_ONE(DecodeBenchmarks.class, "one", 0, "Jackson's readTree"),
  /** Reading a hundred. */
  DECODE_100(DecodeBenchmarks.class, "hundred", 0, "Jackson's readTree"),
  /** The payload's digest. */
  DIGEST(DedupeBenchmarks.class, "digest", 0, "SHA-256 of the same bytes"),
  /** Folding a group of 500. */
  FOLD_500(DedupeBenchmarks.class, "fold", 0, "a sort of the keys"),
  /** A score of 10 pairs, 83 rows each. */
  SCORE_10_PAIRS(ScoreBenchmarks.class, "score", 10, "sums in doubles"),
  /** A score of 256 pairs, 83 rows each. */
  SCORE_256_PAIRS(ScoreBenchmarks.class, "score", 256, "sums in doubles"),
  /** An event time from its text. */
  PARSE_TIME(TextBenchmarks.class, "time", 0, "OffsetDateTime.parse"),
  /** A commit token's text. */
  WRITE_TOKEN(TextBenchmarks.class, "tokenText", 0, "Base64 of as many bytes"),
  /** A commit token from its text. */
  READ_TOKEN(TextBenchmarks.class, "tokenValue", 0, "Base64 of the same text");

  private final Class<?> benchmarks;
  private final String method;
  private final int pairs;
  private final String peer;

  Rule(Class<?> benchmarks, String method, int pairs, String peer) {
    this.benchmarks = benchmarks;
    this.method = method;
    this.pairs = pairs;
    this.peer = peer;
  }

  /** The name on the command line and in the table. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it is measured against, in words. */
  String peer() {
    return peer;
  }

  /** The values of the benchmark's parameters, by name. */
  Map<String, String> parameters() {
    return pairs == 0 ? Map.of() : Map.of("pairs", Integer.toString(pairs));
  }

  /** The regular expression that finds its benchmark alone. */
  String pattern() {
    return "^" + (benchmarks.getName() + "." + method).replace(".", "\\.") + "$";
  }

  /** The regular expression that finds its peer alone. */
  String peerPattern() {
    return pattern().replace("$", "Peer$");
  }

  static List<String> names() {
    return Stream.of(values()).map(Rule::text).toList();
  }

  static Rule named(String text) {
    return Stream.of(values())
        .filter(rule -> rule.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "rule: " + text + " (expected: one of " + String.join(", ", names()) + ")"));
  }
}
