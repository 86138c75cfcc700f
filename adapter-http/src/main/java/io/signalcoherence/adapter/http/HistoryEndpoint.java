package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.in.HistoryAnswer;
import io.signalcoherence.ports.in.HistoryQuestion;
import io.signalcoherence.ports.in.HistoryRange;
import io.signalcoherence.ports.in.ReadHistory;
import io.signalcoherence.ports.model.AsOfGrid;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.TenantId;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/** {@code GET /v1/coherence/tenants/{tenant_id}/history}: how did its coherence move? */
final class HistoryEndpoint {

  private static final Set<String> PARAMETERS = Set.of("from", "to", "step", "atLeast");

  private HistoryEndpoint() {}

  static Endpoint of(ReadHistory history) {
    return new Inquiry<>(
        PARAMETERS,
        parameters -> history.ask(question(parameters)),
        HistoryEndpoint::reply,
        Inquiry.Length.LONG);
  }

  private static HistoryQuestion question(Parameters parameters) throws Refusal {
    TenantId tenant = parameters.path("tenant_id", TenantId::new);
    Optional<EventTime> from = parameters.optional("from", EventTime::parse);
    Optional<EventTime> to = parameters.optional("to", EventTime::parse);
    Duration step =
        parameters.optional("step", HistoryEndpoint::step).orElse(HistoryRange.DEFAULT_STEP);
    return new HistoryQuestion(
        tenant,
        Inquiry.GRANT,
        Parameters.together("from", () -> new HistoryRange(from, to, step)),
        parameters.optional("atLeast", CommitToken::decode));
  }

  private static Duration step(String text) {
    Duration step;
    try {
      step = Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new InvalidValueException(
          "step", text, "an ISO 8601 duration of whole minutes, such as PT1H");
    }
    return AsOfGrid.requireStep(step);
  }

  private static Reply reply(HistoryAnswer answer) {
    if (answer instanceof HistoryAnswer.Told told) {
      return Reply.json(200, out -> ScoreJson.write(out, told.history()));
    }
    if (answer instanceof HistoryAnswer.NoSuchTenant none) {
      return Unread.noSuchTenant(none.tenant());
    }
    if (answer instanceof HistoryAnswer.TooManyPoints many) {
      return Reply.problem(
          Problem.BAD_PARAMETER,
          "step: makes " + many.points() + " points (expected: at most " + many.most() + ")");
    }
    if (answer instanceof HistoryAnswer.TooManySums many) {
      return Reply.problem(
          Problem.BAD_PARAMETER,
          "step: makes points that need too many sums of pairs, or too many rows to make them of"
              + " (expected: at most "
              + many.most()
              + " sums, few rows each: a shorter range needs fewer of both)");
    }
    if (answer instanceof HistoryAnswer.Expired expired) {
      return Unread.expired("from", expired.earliest());
    }
    if (answer instanceof HistoryAnswer.NotIncluded not) {
      return Unread.notIncluded(not.inclusion());
    }
    HistoryAnswer.Unavailable unavailable = (HistoryAnswer.Unavailable) answer;
    return Inquiry.unavailable(unavailable.code(), unavailable.retryAfter());
  }
}
