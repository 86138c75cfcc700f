package io.signalcoherence.perf.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a statement cost in the database, by {@code EXPLAIN (ANALYZE, BUFFERS)}.
 *
 * @param millis time of its execution, planning left out, ms
 * @param rows read from the tables of sums or of signals
 * @param blocks of 8 KiB that were looked at, in memory or on disk
 */
record StatementCost(double millis, long rows, long blocks) {

  private static final Pattern COUNTED = Pattern.compile("rollup_|ledger_signal");

  /** Reads one plan in JSON: the object that holds {@code Plan}. */
  static StatementCost of(JsonNode explained, double millis) {
    JsonNode plan = explained.path("Plan");
    return new StatementCost(
        millis,
        rows(plan),
        plan.path("Shared Hit Blocks").asLong() + plan.path("Shared Read Blocks").asLong());
  }

  /** The rows of a loop are told as a mean. */
  private static long rows(JsonNode node) {
    long rows =
        COUNTED.matcher(node.path("Relation Name").asText()).lookingAt()
            ? Math.round(node.path("Actual Rows").asDouble() * node.path("Actual Loops").asDouble())
            : 0;
    for (JsonNode below : node.path("Plans")) {
      rows += rows(below);
    }
    return rows;
  }

  /** That with the median time. */
  static StatementCost median(List<StatementCost> costs) {
    return costs.stream()
        .sorted((one, other) -> Double.compare(one.millis, other.millis))
        .toList()
        .get(costs.size() / 2);
  }
}
