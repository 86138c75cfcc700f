package io.signalcoherence.adapter.http;

import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.TenantId;
import java.time.Duration;

/** The replies that say why a tenant's coherence is not told. */
final class Unread {

  private Unread() {}

  static Reply noSuchTenant(TenantId tenant) {
    return Reply.problem(
        Problem.UNKNOWN_TENANT, "tenant_id: " + tenant + " (expected: a known tenant)");
  }

  /**
   * The window begins too early.
   *
   * @param parameter which says where it ends
   * @param earliest what the parameter may be at least
   */
  static Reply expired(String parameter, EventTime earliest) {
    return Reply.problem(
        Problem.EXPIRED,
        parameter + ": its window begins before what is kept (expected: from " + earliest + ")",
        out -> out.writeStringField("earliest", earliest.toString()));
  }

  static Reply notIncluded(Inclusion inclusion) {
    return inclusion == Inclusion.UNKNOWN
        ? Reply.problem(
            Problem.TOKEN_UNKNOWN, "atLeast: of another ledger (expected: a token of this one)")
        : Reply.passing(
            Problem.NOT_INCLUDED, "atLeast: not included yet; ask again", Duration.ofSeconds(1));
  }
}
