package io.signalcoherence.adapter.kafka;

import io.signalcoherence.adapter.kafka.KafkaConfig.Binding;
import io.signalcoherence.adapter.kafka.KafkaConfig.Deadlines;
import io.signalcoherence.adapter.kafka.KafkaConfig.Reading;
import io.signalcoherence.adapter.kafka.KafkaConfig.Topics;
import io.signalcoherence.adapter.kafka.local.LocalKafka;
import io.signalcoherence.adapter.kafka.local.LocalKafkaConfig;
import io.signalcoherence.adapter.kafka.local.TestProgram;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Principal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A pair of topics of a test's own, on a broker that all tests share or on its own. */
final class TestTopics implements AutoCloseable {

  static final int PARTITIONS = 4;

  /** Short, so that a test of a failure does not wait long for it. */
  static final Deadlines QUICK =
      new Deadlines(
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(6),
          Duration.ofSeconds(5));

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static @Nullable LocalKafka shared;

  final KafkaConfig config;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Admin admin;

  private TestTopics(String bootstrapServers) {
    String name = "signals." + ProcessHandle.current().pid() + "." + NEXT.incrementAndGet();
    this.config =
        new KafkaConfig(
            KafkaConnection.plain(bootstrapServers),
            new Topics(name, name + ".dlq"),
            new Binding(
                name, new Principal("topic", new Organisation("acme")), new Grant.EveryTenant()),
            Reading.STANDARD,
            QUICK);
    this.producer =
        new KafkaProducer<>(
            ClientSettings.producer(config.connection(), Deadlines.STANDARD),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.admin = Admin.create(ClientSettings.admin(config.connection(), QUICK));
  }

  /** On the shared broker, which ends with this JVM. */
  static TestTopics make() {
    return on(broker()).andMake();
  }

  /** Without a topic for dead letters. */
  static TestTopics makeSignalsAlone() throws Exception {
    TestTopics topics = on(broker());
    NewTopic signals =
        new NewTopic(topics.config.topics().signals(), Optional.of(PARTITIONS), Optional.empty());
    topics.admin.createTopics(List.of(signals)).all().get(10, TimeUnit.SECONDS);
    return topics;
  }

  static TestTopics on(LocalKafka kafka) {
    return new TestTopics(kafka.bootstrapServers());
  }

  TestTopics andMake() {
    KafkaAdapter.makeTopics(config.connection(), config.topics(), QUICK, PARTITIONS);
    return this;
  }

  private static synchronized LocalKafka broker() {
    if (shared == null) {
      shared = LocalKafka.start(LocalKafkaConfig.temporary(TestProgram.get()));
    }
    return shared;
  }

  /** The data folder of the shared broker. */
  static Path folder() {
    return broker().folder();
  }

  /** How many records of each partition there are. */
  Map<Integer, Long> ends() throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      asked.put(new TopicPartition(config.topics().signals(), partition), OffsetSpec.latest());
    }
    Map<Integer, Long> ends = new HashMap<>();
    admin
        .listOffsets(asked)
        .all()
        .get(10, TimeUnit.SECONDS)
        .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
    return ends;
  }

  KafkaConfig with(Reading reading) {
    return new KafkaConfig(
        config.connection(), config.topics(), config.binding(), reading, config.deadlines());
  }

  KafkaConfig with(Grant grant) {
    Binding binding = new Binding(config.binding().group(), config.binding().principal(), grant);
    return new KafkaConfig(
        config.connection(), config.topics(), binding, config.reading(), config.deadlines());
  }

  KafkaConfig with(Deadlines deadlines) {
    return new KafkaConfig(
        config.connection(), config.topics(), config.binding(), config.reading(), deadlines);
  }

  /** Sends signals of a tenant whose ids are the numbers from one up to another. */
  void send(String tenant, int from, int to) throws Exception {
    List<Future<RecordMetadata>> sends = new ArrayList<>();
    for (int id = from; id < to; id++) {
      sends.add(
          producer.send(
              record(tenant, TestSignals.line(tenant, Integer.toString(id), "0.5"), Map.of())));
    }
    for (Future<RecordMetadata> send : sends) {
      send.get(20, TimeUnit.SECONDS);
    }
  }

  RecordMetadata send(@Nullable String key, byte @Nullable [] value, Map<String, String> headers)
      throws Exception {
    return producer.send(record(key, value, headers)).get(20, TimeUnit.SECONDS);
  }

  private ProducerRecord<byte[], byte[]> record(
      @Nullable String key, byte @Nullable [] value, Map<String, String> headers) {
    RecordHeaders all = new RecordHeaders();
    headers.forEach((name, text) -> all.add(name, TestSignals.bytes(text)));
    return new ProducerRecord<>(
        config.topics().signals(), null, key == null ? null : TestSignals.bytes(key), value, all);
  }

  /** The sum of the offsets that the group has committed: since no record is gone, how many. */
  long committed() throws ExecutionException, InterruptedException, TimeoutException {
    return admin
        .listConsumerGroupOffsets(config.binding().group())
        .partitionsToOffsetAndMetadata()
        .get(10, TimeUnit.SECONDS)
        .values()
        .stream()
        .filter(offset -> offset != null)
        .collect(Collectors.summingLong(offset -> offset.offset()));
  }

  DeadLetterDesk desk() {
    return KafkaAdapter.deadLetters(
        config.connection(), config.topics(), config.binding().group(), QUICK);
  }

  List<DeadLetter> letters() {
    List<DeadLetter> letters = new ArrayList<>();
    desk().list(DeadLetterDesk.Selection.EVERYTHING, letters::add);
    return letters;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    admin.close(Duration.ZERO);
  }
}
