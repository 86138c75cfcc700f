package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.in.ExploreSignals;
import io.signalcoherence.ports.in.ExploreSignals.TrailQuestion;
import io.signalcoherence.ports.in.TrailAnswer;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.TenantId;
import java.time.Duration;
import java.util.Set;

/** {@code GET /v1/coherence/tenants/{tenant_id}/trail}: what else did an admission touch? */
final class TrailEndpoint {

  private static final Set<String> PARAMETERS = Set.of("provenance_id", "most");

  /** Asked again without a new configuration, thus a new start, it is the same. */
  private static final Duration UNTIL_CONFIGURED = Duration.ofMinutes(1);

  private TrailEndpoint() {}

  static Endpoint of(ExploreSignals explorations) {
    return new Inquiry<>(
        PARAMETERS,
        parameters -> explorations.trail(question(parameters)),
        TrailEndpoint::reply,
        Inquiry.Length.LONG);
  }

  private static TrailQuestion question(Parameters parameters) throws Refusal {
    return new TrailQuestion(
        parameters.path("tenant_id", TenantId::new),
        Inquiry.GRANT,
        parameters.required("provenance_id", ProvenanceId::parse),
        parameters.optional("most", TrailEndpoint::most).orElse(TrailQuestion.DEFAULT_MOST));
  }

  private static int most(String text) {
    return Parameters.count("most", text, TrailQuestion.MAX_MOST);
  }

  private static Reply reply(TrailAnswer answer) {
    if (answer instanceof TrailAnswer.Found found) {
      return Reply.json(200, out -> ExplorationJson.write(out, found));
    }
    if (answer instanceof TrailAnswer.NotFound none) {
      return Reply.problem(
          Problem.ADMISSION_NOT_FOUND,
          "provenance_id: not in the graph (expected: an admission of this tenant that the graph"
              + " has come to)",
          out -> out.writeNumberField("lag_ms", none.lag().toMillis()));
    }
    if (answer instanceof TrailAnswer.Unavailable unavailable) {
      String code = unavailable.code();
      return unavailable("graph: " + code + "; ask again", code, unavailable.retryAfter());
    }
    return unavailable(
        "graph: none (expected: a Neo4j that the service follows its ledger into: set neo4j.uri"
            + " and start it again)",
        "graph-missing",
        UNTIL_CONFIGURED);
  }

  private static Reply unavailable(String detail, String code, Duration retryAfter) {
    return Reply.passing(
        Problem.GRAPH_UNAVAILABLE, detail, retryAfter, out -> out.writeStringField("code", code));
  }
}
