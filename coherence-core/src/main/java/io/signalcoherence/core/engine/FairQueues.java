package io.signalcoherence.core.engine;

import io.signalcoherence.ports.model.ShareWeight;
import io.signalcoherence.ports.model.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One bounded first-in-first-out queue a tenant, served by deficit round robin (Shreedhar and
 * Varghese, 1995): in each round a tenant that has signals waiting may send as many as its weight.
 * So two tenants with signals always waiting have, at any moment, been served in proportion to
 * their weights to within one round; a tenant is served at least once a round; no place in a group
 * stays empty while a signal waits. Not thread-safe.
 */
final class FairQueues {

  private final int bound;
  private final Map<TenantId, Waiting> byTenant = new HashMap<>();
  private final Deque<Waiting> round = new ArrayDeque<>();
  private int size;

  FairQueues(int bound) {
    this.bound = bound;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size(TenantId tenant) {
    Waiting queue = byTenant.get(tenant);
    return queue == null ? 0 : queue.size;
  }

  /** Takes a signal in, unless its tenant's queue is full. */
  boolean offer(Pending pending, ShareWeight weight) {
    Waiting queue = byTenant.get(pending.tenant());
    if (queue == null) {
      queue = new Waiting(pending.tenant());
      byTenant.put(pending.tenant(), queue);
      round.addLast(queue);
    } else if (queue.size >= bound) {
      return false;
    }
    queue.weight = weight.value();
    queue.add(pending);
    size++;
    return true;
  }

  /** Takes out whose turn it is, at most {@code most}; each tenant's in the order they came. */
  List<Pending> take(int most) {
    List<Pending> taken = new ArrayList<>(Math.min(most, size));
    while (taken.size() < most && size > 0) {
      Waiting queue = round.getFirst();
      if (queue.allowance == 0) {
        queue.allowance = queue.weight;
      }
      while (queue.allowance > 0 && queue.size > 0 && taken.size() < most) {
        taken.add(queue.remove());
        queue.allowance--;
        size--;
      }
      if (queue.size == 0) {
        round.removeFirst();
        byTenant.remove(queue.tenant);
      } else if (queue.allowance == 0) {
        round.addLast(round.removeFirst());
      }
    }
    return taken;
  }

  /** One tenant's queue, linked through its elements. */
  private static final class Waiting {
    final TenantId tenant;
    int weight;
    int allowance;
    int size;
    private @Nullable Pending head;
    private @Nullable Pending tail;

    Waiting(TenantId tenant) {
      this.tenant = tenant;
    }

    void add(Pending pending) {
      if (tail == null) {
        head = pending;
      } else {
        tail.next = pending;
      }
      tail = pending;
      size++;
    }

    Pending remove() {
      Pending first = head;
      if (first == null) {
        throw new IllegalStateException("the queue is empty");
      }
      head = first.next;
      first.next = null;
      if (head == null) {
        tail = null;
      }
      size--;
      return first;
    }
  }
}
