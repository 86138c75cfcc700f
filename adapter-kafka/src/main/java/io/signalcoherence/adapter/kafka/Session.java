package io.signalcoherence.adapter.kafka;

import io.signalcoherence.ports.out.StreamObserver.Operation;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership in the consumer group, all of it on the reader's thread. It polls without a pause
 * longer than a moment, also when nothing more may be read: then the partitions are paused, and the
 * group sees a member that is alive.
 */
final class Session implements ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /** While answers may come, which only this thread can act on. */
  private static final Duration SHORT_POLL = Duration.ofMillis(5);

  private static final Duration LONG_POLL = Duration.ofMillis(100);
  private static final long COMMIT_INTERVAL_NANOS = Duration.ofMillis(100).toNanos();
  private static final long COMMIT_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

  private final Consumer<byte[], byte[]> consumer;
  private final KafkaConfig config;
  private final KafkaPorts ports;
  private final OffsetBook book;
  private final Intake intake;
  private final Standing standing;
  private final Unreadable unreadable;
  private boolean committing;
  private boolean ending;
  private boolean failing;
  private long nextCommit = System.nanoTime();

  Session(
      Consumer<byte[], byte[]> consumer,
      KafkaConfig config,
      KafkaPorts ports,
      DeadLetterWriter letters,
      Standing standing) {
    this.consumer = consumer;
    this.config = config;
    this.ports = ports;
    this.book = new OffsetBook();
    this.intake = new Intake(config, ports, book, letters);
    this.standing = standing;
    this.unreadable = new Unreadable(consumer, this::take, config.deadlines().request());
  }

  /**
   * Reads until it is told to stop, then waits for what is under way and commits what is final.
   *
   * @throws KafkaException if the membership is of no more use; another one may be
   */
  void run(BooleanSupplier stopping) {
    consumer.subscribe(List.of(config.topics().signals()), this);
    while (!stopping.getAsBoolean()) {
      intake.work();
      reading(unreadable::tryAgain);
      steer();
      commitSoon();
      poll(book.open() > 0 ? SHORT_POLL : LONG_POLL);
    }
    finish();
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> book.taken(partition.partition()));
    told(partitions.size(), 0);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    intake.hear();
    commitNow(book.committable(partitions.stream().map(TopicPartition::partition).toList()));
    onPartitionsLost(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> book.givenUp(partition.partition()));
    unreadable.givenUp(partitions);
    told(0, partitions.size());
  }

  private void told(int taken, int givenUp) {
    if (taken + givenUp > 0) {
      ports.observer().shared(taken, givenUp);
      LOG.atInfo()
          .addKeyValue("op", "kafka_share")
          .addKeyValue("topic", config.topics().signals())
          .log("partitions taken over: {}, given up: {}", taken, givenUp);
    }
  }

  private void poll(Duration wait) {
    reading(() -> take(consumer.poll(wait)));
  }

  /** Does what may fail by a partition that can't be read, and leaves that one alone then. */
  private void reading(Runnable read) {
    try {
      read.run();
    } catch (KafkaException e) {
      if (!Unreadable.isMeant(e)) {
        throw e;
      }
      ports.observer().failed(Operation.READ);
      unreadable.find(e);
    }
  }

  private void take(ConsumerRecords<byte[], byte[]> records) {
    if (ending) {
      return;
    }
    intake.take(records);
    records
        .nextOffsets()
        .forEach((partition, next) -> book.passed(partition.partition(), next.offset()));
  }

  /** Pauses what must not bring more now, and lets the rest go on. */
  private void steer() {
    Set<TopicPartition> assigned = consumer.assignment();
    Set<TopicPartition> rest = new HashSet<>();
    if (ending || intake.isFull()) {
      rest.addAll(assigned);
    } else {
      Set<Integer> waiting = intake.waiting();
      assigned.stream().filter(each -> waiting.contains(each.partition())).forEach(rest::add);
      rest.addAll(unreadable.partitions());
    }
    Set<TopicPartition> paused = consumer.paused();
    if (!paused.equals(rest)) {
      Set<TopicPartition> resumed = new HashSet<>(paused);
      resumed.removeAll(rest);
      consumer.resume(resumed);
      consumer.pause(rest);
    }
    standing.now(
        assigned, new Standing.Held(rest.size(), unreadable.partitions().size(), book.open()));
  }

  private void commitSoon() {
    long now = System.nanoTime();
    if (committing || now - nextCommit < 0) {
      return;
    }
    Map<Integer, Long> offsets = book.committable();
    if (offsets.isEmpty()) {
      return;
    }
    committing = true;
    nextCommit = now + COMMIT_INTERVAL_NANOS;
    consumer.commitAsync(
        named(offsets),
        (committed, failure) -> {
          committing = false;
          if (failure == null) {
            committed(offsets, now);
          } else {
            notCommitted(failure);
          }
        });
  }

  private void commitNow(Map<Integer, Long> offsets) {
    if (offsets.isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    try {
      consumer.commitSync(named(offsets), config.deadlines().request());
      committed(offsets, now);
    } catch (KafkaException e) {
      // What is not committed is read again, and counted once all the same.
      notCommitted(e);
    }
  }

  private void committed(Map<Integer, Long> offsets, long began) {
    failing = false;
    offsets.forEach(book::committed);
    ports.observer().committed(Duration.ofNanos(System.nanoTime() - began));
  }

  private void notCommitted(Exception failure) {
    ports.observer().failed(Operation.COMMIT);
    nextCommit = System.nanoTime() + COMMIT_AGAIN_NANOS;
    if (!failing) {
      failing = true;
      LOG.atWarn()
          .addKeyValue("op", "kafka_commit")
          .addKeyValue("error_code", failure.getClass().getSimpleName())
          .log("offsets not committed, which is tried again: {}", failure.getMessage());
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> named(Map<Integer, Long> offsets) {
    Map<TopicPartition, OffsetAndMetadata> named = new HashMap<>();
    offsets.forEach(
        (partition, offset) ->
            named.put(
                new TopicPartition(config.topics().signals(), partition),
                new OffsetAndMetadata(offset)));
    return named;
  }

  private void finish() {
    ending = true;
    long end = System.nanoTime() + config.deadlines().stop().toNanos();
    intake.hear();
    while (intake.underWay() > 0 && System.nanoTime() - end < 0) {
      steer();
      poll(SHORT_POLL);
      intake.hear();
    }
    commitNow(book.committable());
  }
}
