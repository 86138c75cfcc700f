package io.signalcoherence.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.signalcoherence.adapter.kafka.DeadLetterDesk.Decision;
import io.signalcoherence.adapter.kafka.DeadLetterDesk.Outcome;
import io.signalcoherence.adapter.kafka.DeadLetterDesk.Redrive;
import io.signalcoherence.adapter.kafka.DeadLetterDesk.Selection;
import io.signalcoherence.adapter.kafka.KafkaConfig.Deadlines;
import io.signalcoherence.adapter.kafka.KafkaConfig.Topics;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.in.SignalDecoder;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.StreamObserver.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What can't be counted is put aside with the reason, and the partition goes on. */
final class DeadLettersTest {

  private static final Redrive FOR_REAL = new Redrive(false, 2);

  private final RecordingIngest ingest = new RecordingIngest();
  private final CountingObserver observer = new CountingObserver();
  private TestTopics topics = TestTopics.make();

  @AfterEach
  void end() {
    topics.close();
    ingest.close();
  }

  @Test
  void poisonIsPutAsideAsItWasWithTheReasonAndBlocksNothing() throws Exception {
    RecordMetadata sent;
    try (SignalConsumer consumer = start(topics.config)) {
      topics.send("t1", 0, 10);
      sent = topics.send("t1", TestSignals.bytes("no signal at all"), Map.of("note", "mine"));
      topics.send("t1", 10, 20);
      soon().until(() -> topics.committed() == 21);
    }
    assertThat(ingest.counted).hasSize(20);
    assertThat(topics.letters()).hasSize(1);
    DeadLetter letter = topics.letters().get(0);
    assertThat(letter.reason()).isEqualTo("malformed");
    assertThat(letter.detail()).isEqualTo("no signal");
    assertThat(letter.redriven()).isZero();
    assertThat(letter.origin())
        .hasValueSatisfying(
            origin -> {
              assertThat(origin.topic()).isEqualTo(topics.config.topics().signals());
              assertThat(origin.partition()).isEqualTo(sent.partition());
              assertThat(origin.offset()).isEqualTo(sent.offset());
              assertThat(origin.writtenAt().toEpochMilli()).isEqualTo(sent.timestamp());
            });
    assertThat(letter.content().key()).hasValueSatisfying(key -> assertText(key, "t1"));
    assertThat(letter.content().value())
        .hasValueSatisfying(value -> assertText(value, "no signal at all"));
    assertThat(letter.content().headers())
        .singleElement()
        .satisfies(field -> assertThat(field.name()).isEqualTo("note"))
        .satisfies(field -> assertText(field.value().orElseThrow(), "mine"));
    assertThat(observer.putAside).hasValue(1);
  }

  @Test
  void eachReasonIsTold() throws Exception {
    Grant grant = new Grant.Tenants(Set.of(new TenantId("t1")));
    try (SignalConsumer consumer = start(topics.with(grant))) {
      topics.send("t1", TestSignals.line("t1", "a", "0.5"), Map.of());
      topics.send("t1", TestSignals.line("t1", "a", "0.6"), Map.of());
      topics.send("t2", TestSignals.line("t2", "a", "0.5"), Map.of());
      topics.send("t1", TestSignals.line("t2", "b", "0.5"), Map.of());
      topics.send(null, TestSignals.line("t1", "c", "0.5"), Map.of());
      topics.send("t1", null, Map.of());
      soon().until(() -> topics.committed() == 6);
    }
    assertThat(ingest.ids("t1")).containsExactly("a");
    assertThat(topics.letters())
        .extracting(letter -> letter.reason() + ": " + letter.detail())
        .containsExactlyInAnyOrder(
            "conflict: the key is stored with another payload, as " + RecordingIngest.id(),
            "forbidden: tenant: not granted",
            "malformed: key: another than the signal's tenant (expected: the same)",
            "malformed: key: none (expected: the signal's tenant)",
            "malformed: value: none (expected: a signal)");
  }

  @Test
  void recordThatADecoderFailsAtIsPutAsideAsAFaultOfOursAndBlocksNothing() throws Exception {
    SignalDecoder failing =
        document -> {
          if (TestSignals.text(document).equals("boom")) {
            throw new IllegalStateException("not meant to happen");
          }
          return TestSignals.PLAIN.decode(document);
        };
    KafkaPorts ports = new KafkaPorts(ingest, failing, TestSignals.EVENTS, observer);
    try (SignalConsumer consumer = KafkaAdapter.consume(topics.config, ports)) {
      topics.send("t1", 0, 5);
      topics.send("t1", TestSignals.bytes("boom"), Map.of());
      topics.send("t1", 5, 10);
      soon().until(() -> topics.committed() == 11);
    }
    assertThat(ingest.counted).hasSize(10);
    assertThat(topics.letters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.reason()).isEqualTo("internal"))
        .satisfies(letter -> assertThat(letter.detail()).doesNotContain("not meant to happen"))
        .satisfies(
            letter ->
                assertThat(letter.content().value())
                    .hasValueSatisfying(value -> assertText(value, "boom")));
    assertThat(observer.failed).containsEntry(Operation.DECODE, 1);
    assertThat(observer.putAside).hasValue(1);
  }

  @Test
  void withoutATopicForThemNothingIsPassedOverAndOthersGoOn() throws Exception {
    topics.close();
    topics = TestTopics.makeSignalsAlone();
    // A producer waits so long for a topic that is not there.
    Deadlines quick =
        new Deadlines(
            Duration.ofSeconds(1),
            TestTopics.QUICK.delivery(),
            TestTopics.QUICK.session(),
            TestTopics.QUICK.stop());
    try (SignalConsumer consumer = start(topics.with(quick))) {
      topics.send("t1", TestSignals.bytes("poison"), Map.of());
      topics.send("t1", 0, 20);
      soon().until(() -> ingest.counted.size() == 20);
      soon().until(() -> observer.failed.getOrDefault(Operation.PUT_ASIDE, 0) > 0);
      assertThat(topics.committed()).isZero();

      topics.andMake();

      soon().until(() -> topics.committed() == 21);
    }
    assertThat(topics.letters()).hasSize(1);
  }

  @Test
  void keyThatFitsNoLetterIsLeftTooAndBlocksNothing() throws Exception {
    try (SignalConsumer consumer = start(topics.config)) {
      topics.send("k".repeat(1_048_400), TestSignals.bytes("p"), Map.of("note", "mine"));
      topics.send("t1", 0, 5);
      soon().until(() -> topics.committed() == 6);
    }
    DeadLetter letter = topics.letters().get(0);
    assertThat(letter.reason()).isEqualTo("malformed");
    assertThat(letter.content().valueLeft()).isTrue();
    assertThat(letter.content().key()).isEmpty();
    assertThat(letter.content().headers()).isEmpty();
    assertThat(letter.origin()).isPresent();
    assertThat(topics.desk().redrive(Selection.EVERYTHING, FOR_REAL, (each, what) -> {}))
        .isEqualTo(new Outcome(0, 0, 1));
  }

  @Test
  void valueThatFitsNoLetterIsLeftAndSaid() throws Exception {
    // The topics take 1,048,588 bytes a batch; the reason is what makes it too much.
    byte[] large = TestSignals.bytes("x".repeat(1_048_400));
    try (SignalConsumer consumer = start(topics.config)) {
      topics.send("t1", large, Map.of());
      soon().until(() -> topics.committed() == 1);
    }
    DeadLetter letter = topics.letters().get(0);
    assertThat(letter.content().valueLeft()).isTrue();
    assertThat(letter.content().value()).isEmpty();
    assertThat(letter.origin()).isPresent();
    assertThat(topics.desk().redrive(Selection.EVERYTHING, FOR_REAL, (each, what) -> {}))
        .isEqualTo(new Outcome(0, 0, 1));
  }

  @Test
  void lettersAreFoundByPlaceReasonAndTenant() throws Exception {
    try (SignalConsumer consumer = start(topics.config)) {
      topics.send("t1", TestSignals.bytes("poison 1"), Map.of());
      topics.send("t2", TestSignals.bytes("poison 2"), Map.of());
      topics.send("t2", TestSignals.line("t2", "a", "no number"), Map.of());
      soon().until(() -> topics.committed() == 3);
    }
    assertThat(found(Optional.of("malformed"), Optional.empty())).hasSize(2);
    assertThat(found(Optional.of("malformed"), Optional.of("t2"))).hasSize(1);
    assertThat(found(Optional.empty(), Optional.of("t2"))).hasSize(2);
    assertThat(found(Optional.empty(), Optional.of("t3"))).isEmpty();
    DeadLetter first = topics.letters().get(0);
    assertThat(topics.desk().show(first.place()))
        .hasValueSatisfying(letter -> assertThat(letter.origin()).isEqualTo(first.origin()));
    assertThat(topics.desk().show(new DeadLetter.Place(0, 99))).isEmpty();
  }

  @Test
  void dryRunSendsNothingAndARunBeginsWhereTheLastOneEnded() throws Exception {
    Grant few = new Grant.Tenants(Set.of(new TenantId("t0")));
    try (SignalConsumer consumer = start(topics.with(few))) {
      topics.send("t1", 0, 5);
      soon().until(() -> topics.committed() == 5);
    }
    List<Decision> decisions = new ArrayList<>();
    DeadLetterDesk desk = topics.desk();
    assertThat(desk.redrive(Selection.EVERYTHING, new Redrive(true, 2), (l, d) -> decisions.add(d)))
        .isEqualTo(new Outcome(5, 0, 0));
    assertThat(decisions).hasSize(5).containsOnly(Decision.SENT);

    try (SignalConsumer consumer = start(topics.config)) {
      soon().until(() -> consumer.condition().partitions() == TestTopics.PARTITIONS);
      assertThat(ingest.counted).isEmpty();
      assertThat(redriveAll(desk)).isEqualTo(new Outcome(5, 0, 0));
      assertThat(redriveAll(desk)).isEqualTo(new Outcome(0, 0, 0));
      soon().until(() -> topics.committed() == 10);
    }
    assertThat(ingest.counted).hasSize(5);
    assertThat(ingest.duplicates).hasValue(0);
  }

  @Test
  void letterThatComesBackIsNotSentInCircles() throws Exception {
    try (SignalConsumer consumer = start(topics.config)) {
      topics.send("t1", TestSignals.bytes("poison"), Map.of("note", "mine"));
      soon().until(() -> topics.committed() == 1);
      for (int times = 1; times <= 2; times++) {
        assertThat(redriveAll(topics.desk())).isEqualTo(new Outcome(1, 0, 0));
        int records = 1 + times;
        soon().until(() -> topics.committed() == records);
      }
      assertThat(redriveAll(topics.desk())).isEqualTo(new Outcome(0, 1, 0));
    }
    assertThat(topics.letters()).extracting(DeadLetter::redriven).containsExactly(0, 1, 2);
    assertThat(topics.letters())
        .allSatisfy(
            letter ->
                assertThat(letter.content().headers())
                    .extracting(DeadLetter.Field::name)
                    .containsExactly("note"));
  }

  @Test
  void selectedLettersCanBeSentEachTime() throws Exception {
    try (SignalConsumer consumer = start(topics.config)) {
      topics.send("t1", TestSignals.bytes("poison 1"), Map.of());
      topics.send("t2", TestSignals.bytes("poison 2"), Map.of());
      soon().until(() -> topics.committed() == 2);
    }
    Selection second = new Selection(Optional.empty(), Optional.empty(), Optional.of("t2"));
    for (int i = 0; i < 2; i++) {
      assertThat(topics.desk().redrive(second, FOR_REAL, (each, what) -> {}))
          .isEqualTo(new Outcome(1, 0, 0));
    }
  }

  @Test
  void brokerOrTopicThatIsNotThereIsSaid() throws Exception {
    topics.close();
    topics = TestTopics.makeSignalsAlone();
    assertThatThrownBy(topics::letters)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining(topics.config.topics().deadLetters());
    assertThatThrownBy(() -> new Redrive(true, 0))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("most-redriven: 0 (expected: 1 to 100)");
  }

  @Test
  void whereTheTopicOfSignalsIsMissingTheFirstLetterSaysSoForAll() throws Exception {
    try (SignalConsumer consumer = start(topics.config)) {
      for (int i = 0; i < 5; i++) {
        topics.send("t1", TestSignals.bytes("poison " + i), Map.of());
      }
      soon().until(() -> topics.committed() == 5);
    }
    Topics elsewhere = new Topics("not.there", topics.config.topics().deadLetters());
    DeadLetterDesk desk =
        KafkaAdapter.deadLetters(
            topics.config.connection(), elsewhere, "signals", topics.config.deadlines());
    List<Decision> told = new ArrayList<>();
    assertThatThrownBy(
            () -> desk.redrive(Selection.EVERYTHING, FOR_REAL, (letter, what) -> told.add(what)))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("not.there");
    assertThat(told).isEmpty();
  }

  private static Outcome redriveAll(DeadLetterDesk desk) {
    return desk.redrive(Selection.EVERYTHING, FOR_REAL, (letter, decision) -> {});
  }

  private List<DeadLetter> found(Optional<String> reason, Optional<String> tenant) {
    List<DeadLetter> letters = new ArrayList<>();
    topics.desk().list(new Selection(Optional.empty(), reason, tenant), letters::add);
    return letters;
  }

  private static void assertText(byte[] bytes, String text) {
    assertThat(TestSignals.text(bytes)).isEqualTo(text);
  }

  private SignalConsumer start(KafkaConfig config) {
    return KafkaAdapter.consume(
        config, new KafkaPorts(ingest, TestSignals.PLAIN, TestSignals.EVENTS, observer));
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
  }
}
