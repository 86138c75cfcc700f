package io.signalcoherence.perf.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The limit of reading: a consumer in this process that takes every record and does nothing with
 * it, with as many records and bytes a poll as the service asks for.
 */
final class BareConsumer {

  private BareConsumer() {}

  /** Reads a topic from its beginning up to so many records; returns records a second. */
  static double rate(String bootstrapServers, String topic, int partitions, long records) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("max.poll.records", 1_000);
    settings.put("fetch.max.bytes", 32 << 20);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(topic, i)).toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      long read = 0;
      long began = System.nanoTime();
      while (read < records) {
        read += consumer.poll(Duration.ofMillis(200)).count();
      }
      return read / ((System.nanoTime() - began) / 1e9);
    }
  }
}
