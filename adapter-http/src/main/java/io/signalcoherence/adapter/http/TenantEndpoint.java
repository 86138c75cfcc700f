package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.CoherenceQuestion;
import io.signalcoherence.ports.in.ReadCoherence;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.TenantId;
import java.util.Set;

/** {@code GET /v1/coherence/tenants/{tenant_id}}: how coherent is it? */
final class TenantEndpoint {

  private static final Set<String> PARAMETERS = Set.of("asOf", "atLeast", "top");

  private TenantEndpoint() {}

  static Endpoint of(ReadCoherence coherence) {
    return new Inquiry<>(
        PARAMETERS,
        parameters -> coherence.ask(question(parameters)),
        TenantEndpoint::reply,
        Inquiry.Length.SHORT);
  }

  private static CoherenceQuestion question(Parameters parameters) throws Refusal {
    return new CoherenceQuestion(
        parameters.path("tenant_id", TenantId::new),
        Inquiry.GRANT,
        parameters.optional("asOf", EventTime::parse),
        parameters.optional("atLeast", CommitToken::decode),
        parameters.optional("top", TenantEndpoint::top).orElse(CoherenceQuestion.DEFAULT_TOP));
  }

  private static int top(String text) {
    return Parameters.count("top", text, CoherenceQuestion.MAX_TOP);
  }

  private static Reply reply(CoherenceAnswer answer) {
    if (answer instanceof CoherenceAnswer.Scored scored) {
      return Reply.json(200, out -> ScoreJson.write(out, scored.score()));
    }
    if (answer instanceof CoherenceAnswer.NoSuchTenant none) {
      return Unread.noSuchTenant(none.tenant());
    }
    if (answer instanceof CoherenceAnswer.Expired expired) {
      return Unread.expired("asOf", expired.earliest());
    }
    if (answer instanceof CoherenceAnswer.NotIncluded not) {
      return Unread.notIncluded(not.inclusion());
    }
    CoherenceAnswer.Unavailable unavailable = (CoherenceAnswer.Unavailable) answer;
    return Inquiry.unavailable(unavailable.code(), unavailable.retryAfter());
  }
}
