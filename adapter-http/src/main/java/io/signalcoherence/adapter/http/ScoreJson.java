package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.signalcoherence.ports.model.Assessment;
import io.signalcoherence.ports.model.CoherenceHistory;
import io.signalcoherence.ports.model.CoherenceScore;
import io.signalcoherence.ports.model.Contribution;
import io.signalcoherence.ports.model.Explanation;
import io.signalcoherence.ports.model.Freshness;
import io.signalcoherence.ports.model.HistoryPoint;
import io.signalcoherence.ports.model.ModelVersion;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.ScoreBasis;
import io.signalcoherence.ports.model.SignalValue;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.Weight;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Scores on the wire. Numbers are exact decimals. */
final class ScoreJson {

  private ScoreJson() {}

  static void write(JsonGenerator out, CoherenceScore score) throws IOException {
    out.writeStartObject();
    out.writeStringField("tenant_id", score.tenant().value());
    out.writeStringField("as_of", score.asOf().toString());
    assessment(out, score.assessment());
    basis(out, score.basis());
    explanation(out, score.explanation());
    out.writeEndObject();
  }

  /** The points say nothing of why; {@code from} and {@code to} are the first and the last. */
  static void write(JsonGenerator out, CoherenceHistory history) throws IOException {
    List<HistoryPoint> points = history.points();
    out.writeStartObject();
    out.writeStringField("tenant_id", history.tenant().value());
    out.writeStringField("from", points.get(0).asOf().toString());
    out.writeStringField("to", points.get(points.size() - 1).asOf().toString());
    out.writeStringField("step", history.step().toString());
    knowledge(out, history.snapshot(), history.model(), history.freshness());
    out.writeArrayFieldStart("points");
    for (HistoryPoint point : points) {
      out.writeStartObject();
      out.writeStringField("as_of", point.asOf().toString());
      assessment(out, point.assessment());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void assessment(JsonGenerator out, Assessment assessment) throws IOException {
    ratio(out, "score", assessment.score());
    out.writeStringField("status", assessment.status().name());
    ratio(out, "agreement", assessment.agreement());
    out.writeNumberField("sample_size", assessment.sampleSize());
    Json.number(out, "effective_sample_size", assessment.effectiveSampleSize());
  }

  private static void basis(JsonGenerator out, ScoreBasis basis) throws IOException {
    out.writeObjectFieldStart("window");
    out.writeStringField("from", basis.window().from().toString());
    out.writeStringField("to", basis.window().to().toString());
    out.writeEndObject();
    knowledge(out, basis.snapshot(), basis.model(), basis.freshness());
  }

  private static void knowledge(
      JsonGenerator out, Snapshot snapshot, ModelVersion model, Freshness freshness)
      throws IOException {
    out.writeStringField("snapshot", snapshot.toString());
    out.writeStringField("model_version", model.wireName());
    out.writeObjectFieldStart("freshness");
    out.writeStringField("computed_at", freshness.computedAt().toString());
    out.writeNumberField("age_ms", freshness.age().toMillis());
    out.writeBooleanField("stale", freshness.stale());
    out.writeEndObject();
  }

  private static void explanation(JsonGenerator out, Explanation explanation) throws IOException {
    out.writeObjectFieldStart("explanation");
    out.writeArrayFieldStart("top");
    for (Contribution contribution : explanation.top()) {
      contribution(out, contribution);
    }
    out.writeEndArray();
    Json.number(out, "remainder", explanation.remainder());
    out.writeNumberField("remainder_pairs", explanation.remainderPairs());
    out.writeEndObject();
  }

  private static void contribution(JsonGenerator out, Contribution contribution)
      throws IOException {
    out.writeStartObject();
    if (contribution.pair() instanceof Pair.Named named) {
      out.writeStringField("source", named.source().value());
      out.writeStringField("type", named.type().value());
    } else {
      out.writeStringField("pair", "other");
    }
    Json.number(out, "part", contribution.part());
    Sums sums = contribution.sums();
    out.writeNumberField("count", sums.count());
    Json.number(out, "weight", new BigDecimal(sums.weight(), Weight.DECIMALS));
    Json.number(
        out,
        "weighted_value",
        new BigDecimal(sums.weightedValue(), Weight.DECIMALS + SignalValue.DECIMALS));
    out.writeEndObject();
  }

  private static void ratio(JsonGenerator out, String name, Optional<Ratio> ratio)
      throws IOException {
    if (ratio.isPresent()) {
      Json.number(out, name, ratio.get().value());
    } else {
      out.writeNullField(name);
    }
  }
}
