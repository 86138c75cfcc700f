package io.signalcoherence.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.ShareWeight;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.IngestObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class FairQueuesProperties {

  private static final int MANY = 1_000;

  private final Request request =
      new Request(
          Channel.HTTP,
          1,
          new World(1)
              .surroundings(new Surroundings.Workers(Runnable::run, Runnable::run, Runnable::run)),
          IngestObserver.NONE);

  @Property(tries = 300)
  void backloggedTenantsAreServedByWeightToWithinOneRound(
      @ForAll @Size(min = 2, max = 6) List<@IntRange(min = 1, max = 20) Integer> weights,
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 40) Integer> groups) {
    FairQueues queues = new FairQueues(MANY);
    for (int tenant = 0; tenant < weights.size(); tenant++) {
      fill(queues, tenant, weights.get(tenant), MANY);
    }
    Map<TenantId, Integer> served = new HashMap<>();
    for (int most : groups) {
      queues.take(most).forEach(pending -> served.merge(pending.tenant(), 1, Integer::sum));
      if (served.values().stream().anyMatch(count -> count > MANY / 2)) {
        return; // all of them must still be backlogged
      }
      for (int one = 0; one < weights.size(); one++) {
        for (int other = 0; other < weights.size(); other++) {
          double roundsOfOne = served.getOrDefault(tenant(one), 0) / (double) weights.get(one);
          double roundsOfOther =
              served.getOrDefault(tenant(other), 0) / (double) weights.get(other);
          assertThat(Math.abs(roundsOfOne - roundsOfOther)).isLessThanOrEqualTo(1.0);
        }
      }
    }
  }

  @Property(tries = 300)
  void noPlaceStaysEmptyWhileASignalWaits(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 30) Integer> waiting,
      @ForAll @IntRange(min = 1, max = 50) int most) {
    FairQueues queues = new FairQueues(MANY);
    for (int tenant = 0; tenant < waiting.size(); tenant++) {
      fill(queues, tenant, 1 + tenant, waiting.get(tenant));
    }
    int left = waiting.stream().mapToInt(Integer::intValue).sum();
    while (left > 0) {
      assertThat(queues.size()).isEqualTo(left);
      int taken = queues.take(most).size();
      assertThat(taken).isEqualTo(Math.min(most, left));
      left -= taken;
    }
    assertThat(queues.isEmpty()).isTrue();
    assertThat(queues.take(most)).isEmpty();
  }

  @Property(tries = 300)
  void newcomerIsServedWithinOneRound(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 10) Integer> weights,
      @ForAll @IntRange(min = 0, max = 100) int before) {
    FairQueues queues = new FairQueues(MANY);
    for (int tenant = 0; tenant < weights.size(); tenant++) {
      fill(queues, tenant, weights.get(tenant), MANY);
    }
    assertThat(queues.take(before)).hasSize(before);
    fill(queues, weights.size(), 1, 1);
    int round = weights.stream().mapToInt(Integer::intValue).sum();
    assertThat(queues.take(round + 1))
        .anyMatch(pending -> pending.tenant().equals(tenant(weights.size())));
  }

  @Property(tries = 300)
  void eachTenantKeepsItsOrderAndItsBound(
      @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 3) Integer> arrivals,
      @ForAll @IntRange(min = 1, max = 20) int bound,
      @ForAll @IntRange(min = 1, max = 9) int most) {
    FairQueues queues = new FairQueues(bound);
    Map<TenantId, List<Pending>> expected = new HashMap<>();
    for (int tenant : arrivals) {
      Pending pending = pending(tenant, 0);
      boolean room = queues.size(tenant(tenant)) < bound;
      assertThat(queues.offer(pending, ShareWeight.ONE)).isEqualTo(room);
      if (room) {
        expected.computeIfAbsent(tenant(tenant), any -> new ArrayList<>()).add(pending);
      }
    }
    Map<TenantId, List<Pending>> served = new HashMap<>();
    while (!queues.isEmpty()) {
      queues
          .take(most)
          .forEach(
              pending ->
                  served.computeIfAbsent(pending.tenant(), any -> new ArrayList<>()).add(pending));
    }
    assertThat(served).isEqualTo(expected);
  }

  private void fill(FairQueues queues, int tenant, int weight, int signals) {
    for (int i = 0; i < signals; i++) {
      assertThat(queues.offer(pending(tenant, i), new ShareWeight(weight))).isTrue();
    }
  }

  private Pending pending(int tenant, int id) {
    return new Pending(request, 0, Signals.of(tenant(tenant)).withId(String.valueOf(id)).entry());
  }

  private static TenantId tenant(int index) {
    return new TenantId("tenant-" + index);
  }
}
