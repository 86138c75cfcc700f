package io.signalcoherence.adapter.kafka;

import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** How the door stands: written by its threads, read by any. */
final class Standing {

  private volatile Share share = Share.NONE;
  private volatile OptionalLong lag = OptionalLong.empty();

  private record Share(Set<Integer> partitions, Held held) {

    private static final Share NONE = new Share(Set.of(), new Held(0, 0, 0));
  }

  /** Of what a reader holds: partitions that rest, those that can't be read, records open. */
  record Held(int paused, int unreadable, int open) {}

  /** What the reader holds. */
  void now(Set<TopicPartition> assigned, Held held) {
    Share last = share;
    Set<Integer> partitions =
        assigned.stream().map(TopicPartition::partition).collect(Collectors.toUnmodifiableSet());
    Share next = new Share(partitions, held);
    if (!next.equals(last)) {
      share = next;
    }
  }

  /** Nothing is held: there is no reader now. */
  void none() {
    share = Share.NONE;
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
        lag.isPresent(),
        now.partitions.size(),
        now.held.paused(),
        now.held.unreadable(),
        now.held.open(),
        lag);
  }
}
