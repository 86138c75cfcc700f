package io.signalcoherence.core.engine;

import io.signalcoherence.core.admission.Admission;
import io.signalcoherence.core.dedupe.Digests;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.model.PolicyTags;
import io.signalcoherence.ports.model.Provenance;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.UndeterminedCause;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.ProvenanceIds;
import java.util.List;
import java.util.Optional;

/** Judges a submission's items, names what is admitted and queues it. */
record Intake(Lanes lanes, ProvenanceIds ids, RetryAfter retryAfter) {

  /** Gives every item a place in a queue, or its receipt, in order; then wakes the lanes. */
  void admit(Arrival arrival) {
    List<Candidate> candidates = arrival.submission().candidates();
    long touched = 0;
    for (int i = 0; i < candidates.size(); i++) {
      try {
        touched |= admit(arrival, i, candidates.get(i));
      } catch (RuntimeException | Error e) {
        arrival.request().answer(i, undetermined(UndeterminedCause.INTERNAL));
      }
    }
    lanes.wake(touched);
  }

  Receipt undetermined(UndeterminedCause cause) {
    return retryAfter.undetermined(cause);
  }

  /** The bit of the lane that now has the item; 0 if it was answered. */
  private long admit(Arrival arrival, int index, Candidate candidate) {
    Request request = arrival.request();
    if (request.isAnswered(index)) {
      return 0;
    }
    if (candidate instanceof Candidate.Malformed malformed) {
      request.answer(index, new Receipt.Rejected(malformed.rejection()));
      return 0;
    }
    Signal signal = ((Candidate.WellFormed) candidate).signal();
    if (arrival.grantedTenant(index) == null) {
      request.answer(index, rejected(RejectionReason.FORBIDDEN, "tenant_id: not granted to you"));
      return 0;
    }
    TenantCache.Known known = arrival.known(index);
    if (known == null) {
      request.answer(index, undetermined(UndeterminedCause.TENANT_UNKNOWABLE));
      return 0;
    }
    Optional<Rejection> refusal = Admission.refusal(signal, known.tenant(), arrival.receivedAt());
    if (refusal.isPresent()) {
      request.answer(index, new Receipt.Rejected(refusal.get()));
      return 0;
    }
    return queue(arrival, index, signal, known);
  }

  private long queue(Arrival arrival, int index, Signal signal, TenantCache.Known known) {
    Tenant tenant = known.tenant().orElseThrow();
    PolicyTags tags = known.tags().orElseThrow();
    Provenance provenance =
        new Provenance(
            ids.next(),
            arrival.submission().origin(),
            arrival.receivedAt(),
            Digests.of(signal),
            tags);
    Pending pending =
        new Pending(arrival.request(), index, new AppendGroup.Entry(signal, provenance));
    int lane = lanes.laneOf(tenant.id());
    return lanes.offer(lane, pending, tenant.settings().share()) ? 1L << lane : 0;
  }

  private static Receipt rejected(RejectionReason reason, String detail) {
    return new Receipt.Rejected(new Rejection(reason, detail));
  }
}
