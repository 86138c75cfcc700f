package io.signalcoherence.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalcoherence.ports.out.StreamObserver.Operation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A record that is damaged in the broker's own file. */
final class DamagedPartitionTest {

  private static final String MARK = "0.123456789";

  private final RecordingIngest ingest = new RecordingIngest();
  private final CountingObserver observer = new CountingObserver();
  private final TestTopics topics = TestTopics.make();

  @AfterEach
  void end() {
    topics.close();
    ingest.close();
  }

  @Test
  void damagedPartitionIsToldAndLeftAloneAndGoesOnOnceItIsWhole() throws Exception {
    topics.send("t1", 0, 10);
    RecordMetadata damaged = topics.send("t1", TestSignals.line("t1", "hit", MARK), Map.of());
    topics.send("t1", 11, 20);
    flip(damaged.partition());
    try (SignalConsumer consumer = start()) {
      soon().until(() -> consumer.condition().unreadable() == 1);
      assertThat(ingest.ids("t1")).hasSize(10);
      assertThat(observer.failed).containsKey(Operation.READ);

      // Others go on, and the group keeps its member.
      for (int tenant = 2; tenant < 12; tenant++) {
        topics.send("t" + tenant, 0, 10);
      }
      long others = others(damaged.partition());
      assertThat(others).isPositive();
      soon().until(() -> ingest.counted.size() == 10 + others);
      assertThat(consumer.condition().partitions()).isEqualTo(TestTopics.PARTITIONS);
      assertThat(topics.committed()).isLessThanOrEqualTo(10 + others);

      flip(damaged.partition());

      soon().until(() -> ingest.counted.size() == 20 + 100);
      soon().until(() -> topics.committed() == 20 + 100);
      assertThat(consumer.condition().unreadable()).isZero();
      assertThat(observer.givenUp).hasValue(0);
    }
    assertThat(ingest.duplicates).hasValue(0);
  }

  /** How many records of other tenants lie in other partitions. */
  private long others(int partition) throws Exception {
    return topics.ends().entrySet().stream()
        .filter(end -> end.getKey() != partition)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Turns over one bit of the marked value, where the broker keeps it. */
  private void flip(int partition) throws IOException {
    Path log =
        TestTopics.folder()
            .resolve("kafka")
            .resolve(topics.config.topics().signals() + "-" + partition)
            .resolve("00000000000000000000.log");
    String bytes = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
    // The bit is in the last digit, so that the value is found again.
    int place = bytes.indexOf(MARK.substring(0, MARK.length() - 1)) + MARK.length() - 1;
    assertThat(place).isGreaterThan(MARK.length());
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      file.seek(place);
      file.write(bytes.charAt(place) ^ 1);
    }
  }

  private SignalConsumer start() {
    return KafkaAdapter.consume(
        topics.config, new KafkaPorts(ingest, TestSignals.PLAIN, TestSignals.EVENTS, observer));
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
  }
}
