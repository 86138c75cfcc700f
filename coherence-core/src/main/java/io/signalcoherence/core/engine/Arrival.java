package io.signalcoherence.core.engine;

import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A submission that came in, and what is known of its tenants. Used by one thread at a time. */
final class Arrival {

  private final Submission submission;
  private final Request request;
  private final Instant receivedAt;
  private final TenantCache.@Nullable Known[] known;

  Arrival(Submission submission, Request request, Instant now) {
    this.submission = submission;
    this.request = request;
    this.receivedAt = now.truncatedTo(ChronoUnit.MICROS);
    this.known = new TenantCache.Known[request.items()];
  }

  Submission submission() {
    return submission;
  }

  Request request() {
    return request;
  }

  /** The one moment that all of it is judged by. */
  Instant receivedAt() {
    return receivedAt;
  }

  /** Whose an item is; null if it is no signal or its sender was not granted the tenant. */
  @Nullable TenantId grantedTenant(int index) {
    if (submission.candidates().get(index) instanceof Candidate.WellFormed item) {
      TenantId tenant = item.signal().key().tenant();
      return submission.grant().covers(tenant) ? tenant : null;
    }
    return null;
  }

  TenantCache.@Nullable Known known(int index) {
    return known[index];
  }

  void know(int index, TenantCache.@Nullable Known tenant) {
    known[index] = tenant;
  }
}
