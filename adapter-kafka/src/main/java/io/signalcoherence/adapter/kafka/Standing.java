package io.signalcoherence.adapter.kafka;

import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** How the door stands: written by its threads, read by any. */
final class Standing {

  private volatile Share share = new Share(Set.of(), 0, 0);
  private volatile OptionalLong lag = OptionalLong.empty();

  private record Share(Set<Integer> partitions, int paused, int open) {}

  /** What the reader holds. */
  void now(Set<TopicPartition> assigned, int paused, int open) {
    Share last = share;
    Set<Integer> partitions =
        assigned.stream().map(TopicPartition::partition).collect(Collectors.toUnmodifiableSet());
    Share next = new Share(partitions, paused, open);
    if (!next.equals(last)) {
      share = next;
    }
  }

  /** Nothing is held: there is no reader now. */
  void none() {
    share = new Share(Set.of(), 0, 0);
  }

  /** The partitions that are held. */
  Set<Integer> partitions() {
    return share.partitions;
  }

  /** Records of these partitions that are not yet committed; empty if the brokers don't answer. */
  void lag(OptionalLong found) {
    lag = found;
  }

  SignalConsumer.Condition condition() {
    Share now = share;
    return new SignalConsumer.Condition(
        lag.isPresent(), now.partitions.size(), now.paused, now.open, lag);
  }
}
