package io.signalcoherence.adapter.kafka;

import io.signalcoherence.ports.error.TimedOutException;
import io.signalcoherence.ports.error.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads dead letters once, from a place to where they ended when the reading began. */
final class DeadLetterReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  /** How long the broker may hold back an answer; the end of a reading waits for the last one. */
  private static final int HOLD_MILLIS = 50;

  private final Consumer<byte[], byte[]> consumer;
  private final Duration deadline;
  private final Map<TopicPartition, Long> ends;

  private DeadLetterReader(
      Consumer<byte[], byte[]> consumer, Duration deadline, Map<TopicPartition, Long> ends) {
    this.consumer = consumer;
    this.deadline = deadline;
    this.ends = ends;
  }

  /**
   * Begins at the first letter, or at what a group has not done yet.
   *
   * @param group null to begin at the first letter and to store no place
   * @throws UnavailableException if there is no such topic, or the brokers can't be used
   */
  static DeadLetterReader open(
      KafkaConnection connection,
      String topic,
      KafkaConfig.Deadlines deadlines,
      @Nullable String group) {
    Map<String, Object> settings = ClientSettings.reader(connection, deadlines);
    settings.put("fetch.max.wait.ms", HOLD_MILLIS);
    if (group != null) {
      settings.put("group.id", group);
    }
    try {
      Consumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      try {
        return begin(consumer, topic, deadlines.request(), group != null);
      } catch (RuntimeException e) {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
        throw e;
      }
    } catch (KafkaException e) {
      throw unavailable(topic, e);
    }
  }

  private static DeadLetterReader begin(
      Consumer<byte[], byte[]> consumer, String topic, Duration deadline, boolean resume) {
    List<PartitionInfo> found = consumer.partitionsFor(topic, deadline);
    if (found == null || found.isEmpty()) {
      throw new UnavailableException("kafka-no-topic", "topic " + topic + ": none", null);
    }
    Set<TopicPartition> partitions =
        found.stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .collect(Collectors.toSet());
    consumer.assign(partitions);
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, deadline);
    Map<TopicPartition, OffsetAndMetadata> done =
        resume ? consumer.committed(partitions, deadline) : Map.of();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata offset = done.get(partition);
      long first = begins.getOrDefault(partition, 0L);
      consumer.seek(partition, offset == null ? first : Math.max(first, offset.offset()));
    }
    return new DeadLetterReader(consumer, deadline, consumer.endOffsets(partitions, deadline));
  }

  /**
   * The next letters; none once all is read.
   *
   * @throws TimedOutException if the brokers bring nothing within the request deadline
   */
  List<DeadLetter> next() {
    long end = System.nanoTime() + deadline.toNanos();
    List<DeadLetter> letters = new ArrayList<>();
    try {
      while (letters.isEmpty() && !isAtEnd()) {
        if (System.nanoTime() - end > 0) {
          throw new TimedOutException("kafka-timeout", "no dead letter came in time", null);
        }
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> record : records) {
          TopicPartition partition = new TopicPartition(record.topic(), record.partition());
          if (record.offset() < ends.getOrDefault(partition, 0L)) {
            letters.add(letter(record));
          }
        }
      }
      return letters;
    } catch (KafkaException e) {
      throw unavailable("dead letters", e);
    }
  }

  /** Stores the place up to which letters were read, for the group. */
  void done() {
    Map<TopicPartition, OffsetAndMetadata> places = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          long position = consumer.position(partition, deadline);
          places.put(partition, new OffsetAndMetadata(Math.min(position, end)));
        });
    try {
      consumer.commitSync(places, deadline);
    } catch (KafkaException e) {
      throw unavailable("dead letters", e);
    }
  }

  private boolean isAtEnd() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), deadline) >= end.getValue());
  }

  private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    List<DeadLetter.Field> fields = new ArrayList<>();
    for (Header header : LetterHeaders.original(headers)) {
      fields.add(new DeadLetter.Field(header.key(), Optional.ofNullable(header.value())));
    }
    return new DeadLetter(
        new DeadLetter.Place(record.partition(), record.offset()),
        Instant.ofEpochMilli(record.timestamp()),
        LetterHeaders.text(headers, LetterHeaders.REASON).orElse(""),
        LetterHeaders.text(headers, LetterHeaders.DETAIL).orElse(""),
        origin(headers),
        LetterHeaders.redriven(headers),
        new DeadLetter.Content(
            Optional.ofNullable(record.key()),
            Optional.ofNullable(record.value()),
            headers.lastHeader(LetterHeaders.VALUE_LEFT) != null,
            fields));
  }

  private static Optional<DeadLetter.Origin> origin(Headers headers) {
    Optional<String> topic = LetterHeaders.text(headers, LetterHeaders.TOPIC);
    Optional<Long> partition = LetterHeaders.number(headers, LetterHeaders.PARTITION);
    Optional<Long> offset = LetterHeaders.number(headers, LetterHeaders.OFFSET);
    Optional<Long> timestamp = LetterHeaders.number(headers, LetterHeaders.TIMESTAMP);
    if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new DeadLetter.Origin(
            topic.get(),
            partition.get().intValue(),
            offset.get(),
            Instant.ofEpochMilli(timestamp.orElse(0L))));
  }

  private static UnavailableException unavailable(String what, KafkaException failure) {
    return new UnavailableException(
        "kafka-unavailable",
        what + ": " + failure.getClass().getSimpleName() + ": " + failure.getMessage(),
        failure);
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(deadline));
  }
}
