package io.signalcoherence.perf.service;

import io.signalcoherence.adapter.kafka.DeadLetter;
import io.signalcoherence.adapter.kafka.DeadLetterDesk;
import io.signalcoherence.adapter.kafka.KafkaAdapter;
import io.signalcoherence.adapter.kafka.KafkaConfig.Deadlines;
import io.signalcoherence.adapter.kafka.KafkaConfig.Topics;
import io.signalcoherence.adapter.kafka.KafkaConnection;
import io.signalcoherence.adapter.kafka.SignalPublisher;
import io.signalcoherence.adapter.kafka.local.LocalKafka;
import io.signalcoherence.adapter.kafka.local.LocalKafkaConfig;
import io.signalcoherence.adapter.kafka.local.LocalKafkaProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * A real broker for the service to read from, with its two topics, and what the broker itself knows
 * of the service's reading. Used by one thread, but for the publisher.
 */
public final class ServiceKafka implements AutoCloseable {

  /** The property that says where the broker's class path is written down. */
  private static final String PROGRAM = "signalcoherence.kafka.server.classpath";

  /** The service's consumer group, unless it is told another. */
  private static final String GROUP = "signalcoherence";

  private static final Topics TOPICS = Topics.STANDARD;
  private static final Deadlines DEADLINES = Deadlines.STANDARD;
  private static final long PATIENCE_SECONDS = 20;

  private final LocalKafka broker;
  private final int partitions;
  private final Admin admin;

  private ServiceKafka(LocalKafka broker, int partitions) {
    this.broker = broker;
    this.partitions = partitions;
    this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  /**
   * Starts one and makes the topics.
   *
   * @param folder for its data
   * @param partitions of each topic
   * @throws IOException if this process was not told where Kafka's server is
   */
  public static ServiceKafka start(Path folder, int partitions) throws IOException {
    String program = System.getProperty(PROGRAM, "");
    if (program.isEmpty()) {
      throw new IOException(PROGRAM + ": not set (expected: a file; ./coherence sets it)");
    }
    LocalKafka broker =
        LocalKafka.start(LocalKafkaConfig.durable(LocalKafkaProgram.of(Path.of(program)), folder));
    try {
      KafkaAdapter.makeTopics(
          KafkaConnection.plain(broker.bootstrapServers()), TOPICS, DEADLINES, partitions);
      return new ServiceKafka(broker, partitions);
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /** The environment of a service that reads from it. */
  public Map<String, String> settings() {
    return Map.of("SIGNALCOHERENCE_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
  }

  /** Where clients begin. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** The topic of signals. */
  public String topic() {
    return TOPICS.signals();
  }

  /** The broker's process id. */
  public long pid() {
    return broker.pid();
  }

  /** A sender of signals. */
  public SignalPublisher publisher() {
    return KafkaAdapter.publisher(
        KafkaConnection.plain(broker.bootstrapServers()), TOPICS, DEADLINES);
  }

  /** The letters of the topic for what can't be counted. */
  public List<DeadLetter> letters() {
    List<DeadLetter> letters = new ArrayList<>();
    KafkaAdapter.deadLetters(
            KafkaConnection.plain(broker.bootstrapServers()), TOPICS, GROUP, DEADLINES)
        .list(DeadLetterDesk.Selection.EVERYTHING, letters::add);
    return letters;
  }

  /** How many records of each partition there are, by partition; nothing is ever deleted here. */
  public Map<Integer, Long> ends() throws IOException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    IntStream.range(0, partitions)
        .forEach(each -> asked.put(new TopicPartition(topic(), each), OffsetSpec.latest()));
    Map<Integer, Long> ends = new HashMap<>();
    answer(admin.listOffsets(asked).all())
        .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
    return ends;
  }

  /** Up to where the group has committed, by partition; 0 where it has not. */
  public Map<Integer, Long> committed() throws IOException, InterruptedException {
    Map<Integer, Long> committed = new HashMap<>();
    IntStream.range(0, partitions).forEach(each -> committed.put(each, 0L));
    answer(admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                committed.put(partition.partition(), offset.offset());
              }
            });
    return committed;
  }

  /** Records that are not yet committed. */
  public long lag() throws IOException, InterruptedException {
    Map<Integer, Long> committed = committed();
    return sum(ends()) - sum(committed);
  }

  /**
   * Moves the group's offsets to the ends, as a reader would that commits before it has stored.
   *
   * @return false if the group has members, who alone may commit then
   */
  public boolean commitTo(Map<Integer, Long> ends) throws InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    ends.forEach(
        (partition, end) ->
            offsets.put(new TopicPartition(topic(), partition), new OffsetAndMetadata(end)));
    try {
      answer(admin.alterConsumerGroupOffsets(GROUP, offsets).all());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The sum over all partitions. */
  public static long sum(Map<Integer, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  private static <T> T answer(KafkaFuture<T> future) throws IOException, InterruptedException {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the broker does not answer", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
    broker.close();
  }
}
