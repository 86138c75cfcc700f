package io.signalcoherence.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class SignalPublisherTest {

  private static final TenantId TENANT = new TenantId("t1");

  @Test
  void whatIsSentInBothFormsIsReadByTheDoor() throws Exception {
    try (TestTopics topics = TestTopics.make();
        RecordingIngest ingest = new RecordingIngest();
        SignalPublisher publisher = publisher(topics);
        SignalConsumer consumer =
            KafkaAdapter.consume(
                topics.config,
                new KafkaPorts(
                    ingest, TestSignals.PLAIN, TestSignals.EVENTS, StreamObserver.NONE))) {
      CompletableFuture.allOf(
              publisher.send(TENANT, TestSignals.line("t1", "a", "0.5")).toCompletableFuture(),
              publisher.sendEvent(TENANT, TestSignals.line("t1", "b", "1")).toCompletableFuture())
          .get(20, TimeUnit.SECONDS);
      await().atMost(Duration.ofSeconds(30)).until(() -> ingest.counted.size() == 2);
      assertThat(ingest.counted.values())
          .extracting(signal -> signal.type().value())
          .containsExactlyInAnyOrder("plain", "structured");
    }
  }

  @Test
  void whatIsTooLargeIsRefusedForGood() {
    try (TestTopics topics = TestTopics.make();
        SignalPublisher publisher = publisher(topics)) {
      byte[] large = new byte[2 << 20];
      assertThatThrownBy(
              () -> publisher.send(TENANT, large).toCompletableFuture().get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(InvalidValueException.class)
          .hasMessageContaining("value: 2097152 bytes (expected: what the topic takes)");
    }
  }

  @Test
  void nameOfNoMachineIsToldAtOnce() {
    KafkaConnection nowhere = KafkaConnection.plain("no-such-host.invalid:9092");
    assertThatThrownBy(
            () -> KafkaAdapter.publisher(nowhere, KafkaConfig.Topics.STANDARD, TestTopics.QUICK))
        .isInstanceOf(UnavailableException.class);
  }

  private static SignalPublisher publisher(TestTopics topics) {
    return KafkaAdapter.publisher(
        topics.config.connection(), topics.config.topics(), TestTopics.QUICK);
  }
}
