package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.in.DissentAnswer;
import io.signalcoherence.ports.in.ExploreSignals;
import io.signalcoherence.ports.in.ExploreSignals.DissentQuestion;
import io.signalcoherence.ports.model.Dissenter;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.TenantId;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code GET /v1/coherence/tenants/{tenant_id}/dissent}: which sources disagree with the others,
 * and since when?
 */
final class DissentEndpoint {

  private static final Set<String> PARAMETERS = Set.of("asOf", "threshold");

  /** A number of JSON that is not below 0, with a bound on its length. */
  private static final Pattern NUMBER =
      Pattern.compile("(0|[1-9][0-9]{0,8})(\\.[0-9]{1,40})?([eE]-?[0-9]{1,3})?");

  private DissentEndpoint() {}

  /** An answer with its question, part of which is told with it. */
  private record Told(DissentQuestion question, DissentAnswer answer) {}

  static Endpoint of(ExploreSignals explorations) {
    return new Inquiry<>(
        PARAMETERS,
        parameters -> {
          DissentQuestion question = question(parameters);
          return explorations.dissent(question).thenApply(answer -> new Told(question, answer));
        },
        DissentEndpoint::reply,
        Inquiry.Length.LONG);
  }

  private static DissentQuestion question(Parameters parameters) throws Refusal {
    return new DissentQuestion(
        parameters.path("tenant_id", TenantId::new),
        Inquiry.GRANT,
        parameters.optional("asOf", EventTime::parse),
        parameters
            .optional("threshold", DissentEndpoint::threshold)
            .orElse(DissentQuestion.DEFAULT_THRESHOLD));
  }

  private static Ratio threshold(String text) {
    try {
      Ratio threshold = Ratio.of(NUMBER.matcher(text).matches() ? text : "no number");
      Dissenter.requireThreshold(threshold);
      return threshold;
    } catch (InvalidValueException e) {
      throw new InvalidValueException(
          "threshold", text, "a number above 0 and at most 1, such as 0.25");
    }
  }

  private static Reply reply(Told told) {
    if (told.answer() instanceof DissentAnswer.Found found) {
      return Reply.json(200, out -> ExplorationJson.write(out, told.question(), found));
    }
    if (told.answer() instanceof DissentAnswer.NoSuchTenant none) {
      return Unread.noSuchTenant(none.tenant());
    }
    if (told.answer() instanceof DissentAnswer.Expired expired) {
      return Unread.expired("asOf", expired.earliest());
    }
    DissentAnswer.Unavailable unavailable = (DissentAnswer.Unavailable) told.answer();
    return Inquiry.unavailable(unavailable.code(), unavailable.retryAfter());
  }
}
