package io.signalcoherence.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.signalcoherence.adapter.kafka.local.LocalKafka;
import io.signalcoherence.adapter.kafka.local.LocalKafkaConfig;
import io.signalcoherence.adapter.kafka.local.TestProgram;
import io.signalcoherence.ports.error.OutcomeUnknownException;
import io.signalcoherence.ports.error.TimedOutException;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker of its own that stops, dies and comes back while the door is open. */
@Tag("long")
final class BrokerOutageTest {

  @TempDir Path above;

  @Test
  void doorOutlivesItsBrokerAndGoesOnWhereItWas() throws Exception {
    CountingObserver observer = new CountingObserver();
    try (LocalKafka kafka =
            LocalKafka.start(LocalKafkaConfig.durable(TestProgram.get(), above.resolve("kafka")));
        RecordingIngest ingest = new RecordingIngest();
        TestTopics topics = TestTopics.on(kafka).andMake();
        SignalConsumer consumer = start(topics.config, ingest, observer)) {
      topics.send("t1", 0, 100);
      soon().until(() -> topics.committed() == 100);

      // Read, answered only while the broker is away: the commit has to wait, and comes.
      CompletableFuture<Void> gate = ingest.hold();
      topics.send("t1", 100, 150);
      soon().until(() -> consumer.condition().open() == 50);
      kafka.stop();
      gate.complete(null);
      soon().until(() -> ingest.counted.size() == 150);
      soon().until(() -> !consumer.condition().connected());
      assertThat(consumer.condition().lag()).isEmpty();
      kafka.restart();
      soon().until(() -> topics.committed() == 150);

      kafka.kill();
      soon().until(() -> !consumer.condition().connected());
      kafka.restart();
      topics.send("t1", 150, 250);
      soon().until(() -> topics.committed() == 250);
      soon().until(() -> consumer.condition().lag().orElse(-1) == 0);
      assertThat(ingest.counted).hasSize(250);
    }
  }

  @Test
  void doorOpensBeforeItsBrokerIsThere() throws Exception {
    CountingObserver observer = new CountingObserver();
    Path folder = above.resolve("kafka");
    try (LocalKafka kafka = LocalKafka.start(LocalKafkaConfig.durable(TestProgram.get(), folder));
        RecordingIngest ingest = new RecordingIngest();
        TestTopics topics = TestTopics.on(kafka)) {
      kafka.stop();
      try (SignalConsumer consumer = start(topics.config, ingest, observer)) {
        assertThat(consumer.condition().connected()).isFalse();
        kafka.restart();
        topics.andMake();
        topics.send("t1", 0, 10);
        soon().until(() -> topics.committed() == 10);
      }
    }
  }

  @Test
  void endOfTheDoorIsBoundedWhileTheBrokerIsAway() {
    try (LocalKafka kafka =
            LocalKafka.start(LocalKafkaConfig.durable(TestProgram.get(), above.resolve("kafka")));
        RecordingIngest ingest = new RecordingIngest();
        TestTopics topics = TestTopics.on(kafka).andMake()) {
      SignalConsumer consumer = start(topics.config, ingest, new CountingObserver());
      soon().until(() -> consumer.condition().partitions() == TestTopics.PARTITIONS);
      kafka.kill();
      long began = System.nanoTime();
      consumer.close();
      consumer.close();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(13));
    }
  }

  @Test
  void senderHearsOfAnOutage() throws Exception {
    try (LocalKafka kafka =
            LocalKafka.start(LocalKafkaConfig.durable(TestProgram.get(), above.resolve("kafka")));
        TestTopics topics = TestTopics.on(kafka).andMake();
        SignalPublisher publisher =
            KafkaAdapter.publisher(
                topics.config.connection(), topics.config.topics(), TestTopics.QUICK)) {
      TenantId tenant = new TenantId("t1");
      byte[] line = TestSignals.line("t1", "1", "0.5");
      publisher.send(tenant, line).toCompletableFuture().get(10, TimeUnit.SECONDS);
      kafka.stop();
      assertThatThrownBy(
              () -> publisher.send(tenant, line).toCompletableFuture().get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(OutcomeUnknownException.class);
      assertOthersNeedNotWait(publisher, tenant, line);
      assertThatThrownBy(topics::andMake)
          .isInstanceOfAny(TimedOutException.class, UnavailableException.class);
      kafka.restart();
      publisher.send(tenant, line).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  /**
   * One finds out whether the brokers are back; the others are told at once that it is not sent.
   */
  private static void assertOthersNeedNotWait(
      SignalPublisher publisher, TenantId tenant, byte[] line) {
    CompletableFuture<Void> first = publisher.send(tenant, line).toCompletableFuture();
    long began = System.nanoTime();
    CompletableFuture<Void> second = publisher.send(tenant, line).toCompletableFuture();
    assertThat(second)
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(UnavailableException.class)
        .withMessageContaining("nothing was sent");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    assertThatThrownBy(() -> first.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(OutcomeUnknownException.class);
  }

  private static SignalConsumer start(
      KafkaConfig config, RecordingIngest ingest, CountingObserver observer) {
    return KafkaAdapter.consume(
        config, new KafkaPorts(ingest, TestSignals.PLAIN, TestSignals.EVENTS, observer));
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(50));
  }
}
