package io.signalcoherence.core.engine;

import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.IngestSignals;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.UndeterminedCause;
import io.signalcoherence.ports.out.IngestObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes submissions in: admits each signal on the caller's thread and queues it in its tenant's
 * lane. A submission with a tenant that is not known yet waits, counted as queued, until the
 * registry was read on a registrar's thread. Thread-safe.
 */
final class Ingest implements IngestSignals {

  private final TenantCache tenants;
  private final Intake intake;
  private final Lanes lanes;
  private final Antechamber antechamber;
  private final Surroundings surroundings;
  private final IngestObserver observer;
  private final Set<Parked> parked = Collections.synchronizedSet(new LinkedHashSet<>());
  private volatile boolean draining;

  Ingest(
      TenantCache tenants,
      Intake intake,
      Lanes lanes,
      Antechamber antechamber,
      Surroundings surroundings,
      IngestObserver observer) {
    this.tenants = tenants;
    this.intake = intake;
    this.lanes = lanes;
    this.antechamber = antechamber;
    this.surroundings = surroundings;
    this.observer = observer;
  }

  @Override
  public CompletionStage<List<Receipt>> submit(Submission submission) {
    int items = submission.candidates().size();
    observer.received(submission.origin().channel(), items);
    Request request = new Request(submission.origin().channel(), items, surroundings, observer);
    if (draining) {
      request.answerRest(intake.undetermined(UndeterminedCause.DRAINING));
      return request.answer();
    }
    Arrival arrival = new Arrival(submission, request, surroundings.clock().instant());
    Set<TenantId> unknown = lookAround(arrival);
    if (unknown.isEmpty()) {
      intake.admit(arrival);
    } else {
      park(arrival, unknown);
    }
    return request.answer();
  }

  /** Takes no more; answers what waits for the registry. */
  void drain() {
    draining = true;
    for (Parked request : parked.toArray(new Parked[0])) {
      refuse(request);
    }
  }

  boolean draining() {
    return draining;
  }

  /** Fills in which tenants are known without waiting; returns the others. */
  private Set<TenantId> lookAround(Arrival arrival) {
    Set<TenantId> unknown = Set.of();
    TenantId last = null;
    TenantCache.Known known = null;
    List<Candidate> candidates = arrival.submission().candidates();
    for (int i = 0; i < candidates.size(); i++) {
      TenantId tenant = arrival.grantedTenant(i);
      if (tenant == null) {
        continue;
      }
      if (!tenant.equals(last)) {
        last = tenant;
        known = tenants.peek(tenant);
      }
      arrival.know(i, known);
      if (known == null) {
        unknown = unknown.isEmpty() ? new LinkedHashSet<>() : unknown; // first come, first read
        unknown.add(tenant);
      }
    }
    return unknown;
  }

  private void park(Arrival arrival, Set<TenantId> unknown) {
    Parked waiting = new Parked(arrival, letIn(arrival));
    unknown.retainAll(Set.copyOf(waiting.places()));
    parked.add(waiting);
    if (draining) {
      refuse(waiting);
      return;
    }
    if (unknown.isEmpty()) {
      unpark(waiting, Map.of());
      return;
    }
    Map<TenantId, TenantCache.Known> loaded = new ConcurrentHashMap<>();
    AtomicInteger open = new AtomicInteger(unknown.size());
    for (TenantId id : unknown) {
      tenants.whenKnown(
          id,
          known -> {
            if (known != null) {
              loaded.put(id, known);
            }
            if (open.decrementAndGet() == 0) {
              unpark(waiting, loaded);
            }
          });
    }
  }

  /** Gives each signal a place or its receipt; returns whose have one, once for each. */
  private List<TenantId> letIn(Arrival arrival) {
    Request request = arrival.request();
    List<TenantId> places = new ArrayList<>(request.items());
    for (int i = 0; i < request.items(); i++) {
      TenantId tenant = arrival.grantedTenant(i);
      if (tenant != null && lanes.shed(tenant)) {
        request.answer(i, lanes.stalled());
      } else if (tenant != null) {
        switch (antechamber.tryEnter(tenant)) {
          case IN -> places.add(tenant);
          case ROOM_FULL -> request.answer(i, lanes.queuesFull());
          case TENANT_FULL ->
              request.answer(i, lanes.tenantQueueFull(tenant, antechamber.perTenant()));
        }
      }
    }
    return places;
  }

  /** Whoever takes it out of the parked ones decides its fate, alone. */
  private void refuse(Parked waiting) {
    if (parked.remove(waiting)) {
      antechamber.leave(waiting.places());
      waiting.arrival().request().answerRest(intake.undetermined(UndeterminedCause.DRAINING));
    }
  }

  private void unpark(Parked waiting, Map<TenantId, TenantCache.Known> loaded) {
    if (!parked.remove(waiting)) {
      return;
    }
    antechamber.leave(waiting.places());
    Arrival arrival = waiting.arrival();
    for (int i = 0; i < arrival.request().items(); i++) {
      TenantId tenant = arrival.grantedTenant(i);
      if (tenant != null && arrival.known(i) == null) {
        arrival.know(i, loaded.get(tenant));
      }
    }
    intake.admit(arrival);
  }

  /**
   * A submission that waits for the registry.
   *
   * @param arrival the submission
   * @param places the tenants of those of its signals that are counted as waiting
   */
  private record Parked(Arrival arrival, List<TenantId> places) {}
}
