package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.CoherenceQuestion;
import io.signalcoherence.ports.in.ReadCoherence;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.TenantId;
import java.time.Duration;
import java.util.Set;

/** {@code GET /v1/coherence/tenants/{tenant_id}}: how coherent is it? */
final class TenantEndpoint implements Endpoint {

  private static final Set<String> PARAMETERS = Set.of("asOf", "atLeast", "top");
  private static final Grant GRANT = new Grant.EveryTenant();

  private final ReadCoherence coherence;

  TenantEndpoint(HttpPorts ports) {
    coherence = ports.coherence();
  }

  @Override
  public void handle(Exchange exchange) throws Refusal {
    MediaTypes.requireJsonWanted(exchange.headers().getAll(HttpHeaderNames.ACCEPT));
    TenantId tenant =
        Parameters.read("tenant_id", exchange.pathVariable("tenant_id"), TenantId::new);
    Parameters parameters = Parameters.of(exchange, PARAMETERS);
    int top = parameters.optional("top", TenantEndpoint::top).orElse(CoherenceQuestion.DEFAULT_TOP);
    CoherenceQuestion question =
        new CoherenceQuestion(
            tenant,
            GRANT,
            parameters.optional("asOf", EventTime::parse),
            parameters.optional("atLeast", CommitToken::decode),
            top);
    coherence
        .ask(question)
        .whenComplete(
            (answer, failure) ->
                exchange.answer(
                    () -> {
                      if (failure != null) {
                        throw new IllegalStateException("no answer", failure);
                      }
                      return reply(answer);
                    }));
  }

  private static int top(String text) {
    if (text.matches("[0-9]{1,4}")) {
      int top = Integer.parseInt(text);
      if (top <= CoherenceQuestion.MAX_TOP) {
        return top;
      }
    }
    throw new InvalidValueException("top", text, "0 to " + CoherenceQuestion.MAX_TOP);
  }

  private static Reply reply(CoherenceAnswer answer) {
    if (answer instanceof CoherenceAnswer.Scored scored) {
      return Reply.json(200, out -> ScoreJson.write(out, scored.score()));
    }
    if (answer instanceof CoherenceAnswer.NoSuchTenant none) {
      return Reply.problem(
          Problem.UNKNOWN_TENANT, "tenant_id: " + none.tenant() + " (expected: a known tenant)");
    }
    if (answer instanceof CoherenceAnswer.Expired expired) {
      String earliest = expired.earliest().toString();
      return Reply.problem(
          Problem.EXPIRED,
          "asOf: its window begins before what is kept (expected: from " + earliest + ")",
          out -> out.writeStringField("earliest", earliest));
    }
    if (answer instanceof CoherenceAnswer.NotIncluded not) {
      return notIncluded(not.inclusion());
    }
    CoherenceAnswer.Unavailable unavailable = (CoherenceAnswer.Unavailable) answer;
    return unavailable(unavailable.code(), unavailable.retryAfter());
  }

  private static Reply notIncluded(Inclusion inclusion) {
    return inclusion == Inclusion.UNKNOWN
        ? Reply.problem(
            Problem.TOKEN_UNKNOWN, "atLeast: of another ledger (expected: a token of this one)")
        : Reply.passing(
            Problem.NOT_INCLUDED, "atLeast: not included yet; ask again", Duration.ofSeconds(1));
  }

  static Reply unavailable(String code, Duration retryAfter) {
    Reply reply =
        Reply.problem(
            Problem.LEDGER_UNAVAILABLE,
            "ledger: " + code + "; ask again",
            (JsonGenerator out) -> {
              out.writeStringField("code", code);
              out.writeNumberField("retry_after", Reply.wholeSeconds(retryAfter));
            });
    return reply.with("retry-after", Long.toString(Reply.wholeSeconds(retryAfter)));
  }
}
