package io.signalcoherence.perf.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalcoherence.perf.fold.FoldedScore;
import io.signalcoherence.perf.fold.WindowFold;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares the scores that the service answers with an independent fold of what was promised. */
public final class ScoreAudit {

  private final Promises promises;
  private final DrillSignal.Series series;
  private final Violations violations;

  public ScoreAudit(Promises promises, DrillSignal.Series series, Violations violations) {
    this.promises = promises;
    this.series = series;
    this.violations = violations;
  }

  /**
   * Asks for every tenant's score at several instants.
   *
   * @return how many answers were compared
   */
  public int run(SignalClient client) throws InterruptedException {
    int compared = 0;
    List<Instant> instants =
        List.of(
            series.end(),
            series.end().minus(Duration.ofMinutes(61)),
            series.end().minus(Duration.ofMinutes(97)).plusSeconds(13),
            series.end().minus(Duration.ofMinutes(23 * 60 + 30)));
    for (Instant asOf : instants) {
      for (Map.Entry<String, WindowFold> tenant : folds(asOf).entrySet()) {
        compare(tenant.getKey(), asOf, tenant.getValue().result(), client, violations);
        compared++;
      }
    }
    return compared;
  }

  private Map<String, WindowFold> folds(Instant asOf) {
    Map<String, WindowFold> folds = new TreeMap<>();
    for (int i = 0; i < series.tenants(); i++) {
      folds.put(DrillSignal.Series.tenantName(i), new WindowFold(asOf));
    }
    for (int number = 0; number < promises.issued(); number++) {
      if (promises.isAcknowledged(number)) {
        DrillSignal signal = series.signal(number);
        WindowFold fold = folds.get(signal.tenant());
        if (fold != null) {
          fold.add(
              signal.source(), signal.ts(), signal.content().value(), signal.content().weight());
        }
      }
    }
    return folds;
  }

  /** Asks for one score and compares it with a fold. */
  static void compare(
      String tenant, Instant asOf, FoldedScore folded, SignalClient client, Violations violations)
      throws InterruptedException {
    Optional<JsonNode> answer = client.coherence(tenant, asOf);
    String where = tenant + " as of " + asOf + ": ";
    if (answer.isEmpty()) {
      violations.add(Violation.Kind.WRONG_SCORE, where + "no answer");
      return;
    }
    JsonNode said = answer.get();
    boolean same =
        equal(said.path("score"), folded.score())
            && equal(said.path("agreement"), folded.agreement())
            && equal(said.path("effective_sample_size"), folded.effectiveSampleSize())
            && said.path("sample_size").asLong(-1) == folded.sampleSize()
            && said.path("status").asText().equals(folded.status());
    if (!same) {
      violations.add(Violation.Kind.WRONG_SCORE, where + said + " (the fold: " + folded + ")");
    }
  }

  private static boolean equal(JsonNode said, @Nullable BigDecimal folded) {
    if (folded == null) {
      return said.isNull();
    }
    return said.isNumber() && said.decimalValue().compareTo(folded) == 0;
  }
}
