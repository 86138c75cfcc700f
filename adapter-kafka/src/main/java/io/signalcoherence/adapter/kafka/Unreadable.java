package io.signalcoherence.adapter.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions whose next records can't be read, because what lies with the broker is damaged.
 * Each is left alone, so that the others go on, and is tried again after a while. To go past what
 * is damaged would lose it, so that is for an operator to do.
 *
 * <p>Of such a partition the client throws an exception that names it in words alone; so it is
 * found by asking each by itself. All methods are called on the reader's thread.
 */
final class Unreadable {

  private static final Logger LOG = LoggerFactory.getLogger(Unreadable.class);

  /** How long one partition is given to bring what it has. */
  private static final Duration FETCH = Duration.ofMillis(500);

  private final Consumer<byte[], byte[]> consumer;
  private final java.util.function.Consumer<ConsumerRecords<byte[], byte[]>> taker;
  private final Duration rest;
  private final Map<TopicPartition, Long> due = new HashMap<>();
  private final Set<TopicPartition> told = new HashSet<>();

  /**
   * None yet.
   *
   * @param taker takes what others bring meanwhile
   * @param rest how long one is left alone
   */
  Unreadable(
      Consumer<byte[], byte[]> consumer,
      java.util.function.Consumer<ConsumerRecords<byte[], byte[]>> taker,
      Duration rest) {
    this.consumer = consumer;
    this.taker = taker;
    this.rest = rest;
  }

  /** Whether the client may have thrown this because of what lies in a partition. */
  static boolean isMeant(KafkaException failure) {
    return failure.getClass() == KafkaException.class || failure instanceof CorruptRecordException;
  }

  /** The partitions that are left alone now. */
  Set<TopicPartition> partitions() {
    return due.keySet();
  }

  /** These are no longer ours. */
  void givenUp(Iterable<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      due.remove(partition);
      told.remove(partition);
    }
  }

  /**
   * Finds out which partition a poll failed by. Leaves all paused.
   *
   * @throws KafkaException the failure, if it is none of them
   */
  void find(KafkaException failure) {
    Set<TopicPartition> reading = new HashSet<>(consumer.assignment());
    reading.removeAll(consumer.paused());
    consumer.pause(reading);
    // What fails with all of them paused is none of them.
    taker.accept(consumer.poll(Duration.ZERO));
    // The client may have let go of what it failed by, and then must fetch it first.
    if (!findAmong(reading, Duration.ZERO) && !findAmong(reading, FETCH)) {
      throw failure;
    }
  }

  private boolean findAmong(Set<TopicPartition> reading, Duration wait) {
    boolean found = false;
    for (TopicPartition partition : reading) {
      // each poll may give some up
      if (consumer.assignment().contains(partition)) {
        consumer.resume(List.of(partition));
        found |= !isReadable(partition, wait);
        pause(partition);
      }
    }
    return found;
  }

  private void pause(TopicPartition partition) {
    if (consumer.assignment().contains(partition)) {
      consumer.pause(List.of(partition));
    }
  }

  private boolean isReadable(TopicPartition partition, Duration wait) {
    try {
      taker.accept(consumer.poll(wait));
      return true;
    } catch (KafkaException e) {
      if (!isMeant(e)) {
        throw e;
      }
      due.put(partition, System.nanoTime() + rest.toNanos());
      if (told.add(partition)) {
        LOG.atError()
            .addKeyValue("op", "kafka_read")
            .addKeyValue("partition", partition)
            .addKeyValue("error_code", e.getClass().getSimpleName())
            .setCause(e)
            .log(
                "partition {} can't be read at offset {}; it is tried again every {}",
                partition,
                consumer.position(partition),
                rest);
      }
      return false;
    }
  }

  /** Lets those go on whose time has come; if they still can't be read, they are found again. */
  void tryAgain() {
    long now = System.nanoTime();
    for (TopicPartition partition : List.copyOf(due.keySet())) {
      if (due.getOrDefault(partition, now) - now <= 0) {
        due.remove(partition);
        fetchAnew(partition);
      }
    }
  }

  /**
   * The client keeps what it has fetched, damage and all, until it is asked for another place. What
   * comes from there meanwhile, if anything does, is not taken: it comes again behind the rest.
   */
  private void fetchAnew(TopicPartition partition) {
    long place = consumer.position(partition);
    consumer.seek(partition, place + 1);
    consumer.resume(List.of(partition));
    try {
      taker.accept(without(partition, consumer.poll(Duration.ZERO)));
    } finally {
      if (consumer.assignment().contains(partition)) {
        consumer.seek(partition, place);
      }
    }
  }

  private static ConsumerRecords<byte[], byte[]> without(
      TopicPartition partition, ConsumerRecords<byte[], byte[]> all) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> others = new HashMap<>();
    for (TopicPartition each : all.partitions()) {
      if (!each.equals(partition)) {
        others.put(each, all.records(each));
      }
    }
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(all.nextOffsets());
    next.remove(partition);
    return new ConsumerRecords<>(others, next);
  }
}
