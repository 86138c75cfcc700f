package io.signalcoherence.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalcoherence.adapter.kafka.KafkaConfig.Reading;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.SignalKey;
import io.signalcoherence.ports.model.SignalValue;
import io.signalcoherence.ports.out.StreamObserver.Operation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One reader of a topic on a real broker. */
final class SignalConsumerTest {

  private static final SignalValue FIRST = SignalValue.of(new BigDecimal("0.5"));

  private final RecordingIngest ingest = new RecordingIngest();
  private final CountingObserver observer = new CountingObserver();
  private TestTopics topics;

  @BeforeEach
  void makeTopics() {
    topics = TestTopics.make();
  }

  @AfterEach
  void end() {
    topics.close();
    ingest.close();
  }

  @Test
  void allFormsAreCountedOnceWhoeverSendsThemAgain() throws Exception {
    try (SignalConsumer consumer = start(topics.config)) {
      topics.send("t1", TestSignals.line("t1", "a", "0.5"), Map.of());
      topics.send(
          "t1",
          TestSignals.line("t1", "b", "0.5"),
          Map.of("content-type", "application/cloudevents+json"));
      topics.send(
          "t1",
          TestSignals.bytes("0.5"),
          Map.of("ce_specversion", "1.0", "ce_id", "c", "ce_tenantid", "t1"));
      topics.send("t1", TestSignals.line("t1", "a", "0.5"), Map.of());
      soon().untilAsserted(() -> assertThat(topics.committed()).isEqualTo(4));
      assertThat(consumer.condition().open()).isZero();
    }
    assertThat(ingest.ids("t1")).containsExactly("a", "b", "c");
    assertThat(ingest.counted.values())
        .extracting(signal -> signal.type().value())
        .containsExactlyInAnyOrder("plain", "structured", "binary");
    assertThat(ingest.duplicates).hasValue(1);
    assertThat(ingest.seen)
        .allSatisfy(
            submission -> {
              assertThat(submission.origin().channel()).isEqualTo(Channel.KAFKA);
              assertThat(submission.origin().principal())
                  .isEqualTo(topics.config.binding().principal());
            });
    assertThat(observer.read).hasValue(4);
    assertThat(observer.settled).hasValue(4);
    assertThat(observer.commits).hasPositiveValue();
  }

  @Test
  void whatOnePollBringsIsOneSubmission() throws Exception {
    topics.send("t1", 0, 300);
    try (SignalConsumer consumer = start(topics.config)) {
      soon().until(() -> ingest.counted.size() == 300);
    }
    assertThat(ingest.seen.size()).isLessThan(30);
  }

  @Test
  void offsetsAreCommittedAfterReceiptsNeverBefore() throws Exception {
    CompletableFuture<Void> gate = ingest.hold();
    try (SignalConsumer consumer = start(topics.config)) {
      topics.send("t1", 0, 50);
      soon().until(() -> consumer.condition().open() == 50);
      await()
          .during(Duration.ofMillis(500))
          .atMost(Duration.ofSeconds(5))
          .until(() -> topics.committed() == 0 && ingest.counted.isEmpty());

      gate.complete(null);

      soon().until(() -> topics.committed() == 50);
    }
    assertThat(ingest.counted).hasSize(50);
  }

  @Test
  void whatContradictsAnUndeterminedRecordIsStoredNoSoonerThanIt() throws Exception {
    Set<SignalKey> told = ConcurrentHashMap.newKeySet();
    // the first answer of each is that nothing can be told, whichever comes first
    ingest.unclear = signal -> signal.value().equals(FIRST) && told.add(signal.key());
    try (SignalConsumer consumer = start(topics.config)) {
      for (int id = 0; id < 20; id++) {
        topics.send("t1", TestSignals.line("t1", "" + id, "0.5"), Map.of());
        topics.send("t1", TestSignals.line("t1", "" + id, "0.7"), Map.of());
        topics.send("t1", TestSignals.line("t1", "" + id, "0.5"), Map.of());
      }
      soon().until(() -> topics.committed() == 60);
      assertThat(consumer.condition().open()).isZero();
    }
    assertThat(ingest.counted.values()).hasSize(20).allMatch(one -> one.value().equals(FIRST));
    assertThat(ingest.duplicates).hasValue(20);
    assertThat(told).hasSize(20);
  }

  @Test
  void undeterminedIsSubmittedAgainUntilItIsToldAndNothingIsPassedOver() throws Exception {
    ingest.unclear = signal -> true;
    try (SignalConsumer consumer = start(topics.config)) {
      topics.send("t1", 0, 100);
      soon().until(() -> ingest.undetermined.get() >= 200);
      assertThat(consumer.condition().paused()).isPositive();
      assertThat(topics.committed()).isZero();

      ingest.unclear = signal -> signal.key().id().value().equals("3");
      topics.send("t1", 100, 200);
      soon().until(() -> ingest.counted.size() >= 99);
      assertThat(topics.committed()).isLessThanOrEqualTo(3);

      ingest.unclear = signal -> false;
      soon().until(() -> topics.committed() == 200);
    }
    assertThat(ingest.counted).hasSize(200);
    assertThat(ingest.duplicates).hasValue(0);
    assertThat(observer.retried).hasValueGreaterThanOrEqualTo(200);
  }

  @Test
  @Tag("long")
  void noMoreIsReadThanMayBeOpenAndTheGroupSeesALiveMember() throws Exception {
    CompletableFuture<Void> gate = ingest.hold();
    topics.send("t1", 0, 1_000);
    try (SignalConsumer consumer = start(topics.with(new Reading(50, 200, 1 << 20)))) {
      soon().until(() -> consumer.condition().open() == 200);
      Duration longerThanASession = topics.config.deadlines().session().plusSeconds(2);
      await()
          .during(longerThanASession)
          .atMost(longerThanASession.plusSeconds(5))
          .until(
              () ->
                  consumer.condition().open() == 200
                      && consumer.condition().paused() == consumer.condition().partitions());

      gate.complete(null);

      soon().until(() -> topics.committed() == 1_000);
      assertThat(observer.givenUp).hasValue(0);
      assertThat(consumer.condition().paused()).isZero();
    }
    assertThat(ingest.duplicates).hasValue(0);
  }

  @Test
  void bytesThatMayBeOpenAreBoundedToo() throws Exception {
    CompletableFuture<Void> gate = ingest.hold();
    String filler = "0".repeat(200_000);
    for (int id = 0; id < 20; id++) {
      topics.send("t1", TestSignals.line("t1", Integer.toString(id), "0." + filler), Map.of());
    }
    try (SignalConsumer consumer = start(topics.with(new Reading(2, 1_000, 1 << 20)))) {
      soon().until(() -> consumer.condition().paused() > 0);
      assertThat(consumer.condition().open()).isBetween(6, 8);
      gate.complete(null);
      soon().until(() -> topics.committed() == 20);
    }
  }

  @Test
  void cleanEndCommitsWhatIsFinalSoThatNothingIsReadAgain() throws Exception {
    topics.send("t1", 0, 500);
    try (SignalConsumer consumer = start(topics.config)) {
      soon().until(() -> !ingest.seen.isEmpty());
    }
    final long committed = topics.committed();
    assertThat(committed).isEqualTo(items()).isPositive();

    try (SignalConsumer consumer = start(topics.config)) {
      soon().until(() -> topics.committed() == 500);
    }
    assertThat(ingest.counted).hasSize(500);
    assertThat(items()).isEqualTo(500);
  }

  @Test
  void endInMidWorkLosesNothing() throws Exception {
    topics.send("t1", 0, 300);
    CompletableFuture<Void> gate = ingest.hold();
    var deadlines =
        new KafkaConfig.Deadlines(
            TestTopics.QUICK.request(),
            TestTopics.QUICK.delivery(),
            TestTopics.QUICK.session(),
            Duration.ZERO);
    try (SignalConsumer consumer = start(topics.with(deadlines))) {
      soon().until(() -> items() == 300);
    }
    assertThat(topics.committed()).isZero();
    gate.complete(null);
    ingest.gate = CompletableFuture.completedFuture(null);

    try (SignalConsumer consumer = start(topics.config)) {
      soon().until(() -> topics.committed() == 300);
    }
    assertThat(ingest.counted).hasSize(300);
    assertThat(observer.failed).doesNotContainKey(Operation.READ);
  }

  @Test
  void twoReadersShareTheTopicAndHandItOverWithoutLoss() throws Exception {
    List<String> tenants = IntStream.range(0, 16).mapToObj(i -> "tenant-" + i).toList();
    try (SignalConsumer first = start(topics.config)) {
      soon().until(() -> first.condition().partitions() == TestTopics.PARTITIONS);
      sendAll(tenants, 0, 100);
      try (SignalConsumer second = start(topics.config)) {
        sendAll(tenants, 100, 200);
        soon()
            .until(
                () -> first.condition().partitions() == 2 && second.condition().partitions() == 2);
        sendAll(tenants, 200, 300);
      }
      soon().until(() -> first.condition().partitions() == TestTopics.PARTITIONS);
      sendAll(tenants, 300, 400);
      soon().until(() -> topics.committed() == 400L * tenants.size());
    }
    assertThat(ingest.counted).hasSize(400 * tenants.size());
    assertThat(observer.givenUp).hasPositiveValue();
  }

  @Test
  void lagIsWhatIsNotCommitted() throws Exception {
    ingest.unclear = signal -> true;
    topics.send("t1", 0, 70);
    try (SignalConsumer consumer = start(topics.config)) {
      soon().until(() -> consumer.condition().lag().orElse(-1) == 70);
      assertThat(consumer.condition().connected()).isTrue();
      ingest.unclear = signal -> false;
      soon().until(() -> consumer.condition().lag().orElse(-1) == 0);
    }
  }

  private void sendAll(List<String> tenants, int from, int to) throws Exception {
    for (String tenant : tenants) {
      topics.send(tenant, from, to);
    }
  }

  private long items() {
    return ingest.seen.stream().map(Submission::candidates).mapToLong(List::size).sum();
  }

  private SignalConsumer start(KafkaConfig config) {
    return KafkaAdapter.consume(
        config, new KafkaPorts(ingest, TestSignals.PLAIN, TestSignals.EVENTS, observer));
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
  }
}
