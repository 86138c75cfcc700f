package io.signalcoherence.core.engine;

import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.ShareWeight;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.UndeterminedCause;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** The writer lanes. A tenant always has the same one. Thread-safe. */
final class Lanes {

  private static final int SPREAD = 0x9E3779B9;

  private final List<Lane> lanes = new ArrayList<>();
  private final WaitingRoom room;
  private final RetryAfter retryAfter;
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  Lanes(EngineSettings settings, Surroundings surroundings, Appending appending, WaitingRoom room) {
    this.room = room;
    this.retryAfter = appending.retryAfter();
    int count = settings.lanes().count();
    AtomicInteger open = new AtomicInteger(count);
    Runnable onClosed =
        () -> {
          if (open.decrementAndGet() == 0) {
            closed.complete(null);
          }
        };
    for (int i = 0; i < count; i++) {
      lanes.add(new Lane(settings, surroundings, appending, room, onClosed));
    }
  }

  /** Which lane serves a tenant: 0 to the number of lanes less one. */
  int laneOf(TenantId tenant) {
    return Math.floorMod((tenant.hashCode() * SPREAD) >>> Short.SIZE, lanes.size());
  }

  /** Queues a signal in a lane, or answers it at once. Whether it was queued. */
  boolean offer(int lane, Pending pending, ShareWeight weight) {
    if (!room.tryEnter()) {
      pending.answer(full(UndeterminedCause.QUEUES_FULL, room.size(), rate()));
      return false;
    }
    Lane.Offer offer = lanes.get(lane).offer(pending, weight);
    if (offer == Lane.Offer.TAKEN) {
      return true;
    }
    room.leave(1);
    pending.answer(
        switch (offer) {
          case SHED -> stalled();
          case CLOSED -> retryAfter.undetermined(UndeterminedCause.DRAINING);
          default -> tenantQueueFull(lanes.get(lane), 0);
        });
    return false;
  }

  int waiting(TenantId tenant) {
    return lanes.get(laneOf(tenant)).waiting(tenant);
  }

  /** Wakes the lanes whose bits are set. */
  void wake(long lanesTouched) {
    for (long left = lanesTouched; left != 0; left &= left - 1) {
      lanes.get(Long.numberOfTrailingZeros(left)).wake();
    }
  }

  /** Whether a tenant's lane refuses what comes. */
  boolean shed(TenantId tenant) {
    return lanes.get(laneOf(tenant)).sheds();
  }

  /** How many lanes there are, refuse what comes, and store what comes. */
  Standing standing() {
    int shedding = (int) lanes.stream().filter(Lane::isShedding).count();
    int storing = (int) lanes.stream().filter(Lane::isStoring).count();
    return new Standing(lanes.size(), shedding, storing);
  }

  /**
   * How the lanes stand.
   *
   * @param count all of them
   * @param shedding those that refuse what comes, but for single groups that find out whether the
   *     ledger is back
   * @param storing those that refuse nothing and stored a signal in the last seconds
   */
  record Standing(int count, int shedding, int storing) {}

  Receipt stalled() {
    return retryAfter.undetermined(UndeterminedCause.LEDGER_STALLED);
  }

  Receipt queuesFull() {
    return full(UndeterminedCause.QUEUES_FULL, room.size(), rate());
  }

  /** For a tenant of which already so many wait for the registry, before its queue. */
  Receipt tenantQueueFull(TenantId tenant, int before) {
    return tenantQueueFull(lanes.get(laneOf(tenant)), before);
  }

  Backlog backlog() {
    return new Backlog(room.size(), lanes.stream().map(Lane::waiting).toList());
  }

  /** Takes no more; completes when what was taken is answered. */
  CompletionStage<Void> close() {
    lanes.forEach(Lane::close);
    return closed;
  }

  void abandon() {
    lanes.forEach(Lane::abandon);
  }

  private Receipt tenantQueueFull(Lane refusing, int before) {
    int waiting = before + refusing.waiting();
    return full(UndeterminedCause.TENANT_QUEUE_FULL, waiting, refusing.rate());
  }

  private Receipt full(UndeterminedCause cause, int waiting, double perSecond) {
    return new Receipt.Undetermined(cause, retryAfter.backlog(waiting, perSecond));
  }

  private double rate() {
    double sum = 0;
    for (Lane lane : lanes) {
      sum += lane.rate();
    }
    return sum;
  }
}
