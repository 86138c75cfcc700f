package io.signalcoherence.core.engine;

import static io.signalcoherence.core.engine.Rig.A;
import static io.signalcoherence.core.engine.Rig.B;
import static io.signalcoherence.core.engine.Rig.signal;
import static io.signalcoherence.core.engine.Rig.signals;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.core.dedupe.Digests;
import io.signalcoherence.core.engine.Surroundings.Workers;
import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.in.Candidate;
import io.signalcoherence.ports.in.Submission;
import io.signalcoherence.ports.model.Channel;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.Origin;
import io.signalcoherence.ports.model.PayloadDigest;
import io.signalcoherence.ports.model.Principal;
import io.signalcoherence.ports.model.Provenance;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.UndeterminedCause;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.IngestObserver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class IngestTest {

  private final Rig rig = new Rig(Rig.oneLane()).warmedUp();

  @Test
  void eachItemGetsItsReceiptInOrder() {
    Submission mixed =
        new Submission(
            new Origin(Channel.KAFKA, new Principal("tester", Rig.ACME), Optional.empty()),
            new Grant.Tenants(Set.of(A)),
            List.of(
                new Candidate.WellFormed(signal(A, 1)),
                new Candidate.Malformed(new Rejection(RejectionReason.MALFORMED, "no JSON")),
                new Candidate.WellFormed(signal(B, 1)),
                new Candidate.WellFormed(signal(A, 1)),
                new Candidate.WellFormed(signal(A, 1, "0.9")),
                new Candidate.WellFormed(Signals.of(A).withTs("2024-03-10T12:05:01Z").signal())));
    CompletableFuture<List<Receipt>> answer =
        rig.engine.ingest().submit(mixed).toCompletableFuture();
    rig.world.settle();
    List<Receipt> receipts = answer.join();

    assertThat(receipts.get(0)).isInstanceOf(Receipt.Accepted.class);
    assertThat(reason(receipts.get(1))).isEqualTo(RejectionReason.MALFORMED);
    assertThat(reason(receipts.get(2))).isEqualTo(RejectionReason.FORBIDDEN);
    assertThat(receipts.get(3)).isInstanceOf(Receipt.Duplicate.class);
    assertThat(receipts.get(4)).isInstanceOf(Receipt.Conflict.class);
    assertThat(reason(receipts.get(5))).isEqualTo(RejectionReason.TOO_NEW);
    assertThat(rig.watcher.received).isEqualTo(6);
    assertThat(rig.watcher.decided).containsExactlyInAnyOrderElementsOf(receipts);
    assertThat(rig.watcher.answered).hasSize(1);
  }

  @Test
  void emptySubmissionIsAnsweredAtOnce() {
    assertThat(rig.submit()).isCompletedWithValue(List.of());
  }

  @Test
  void signalsThatCameWhileAGroupWasAppendedMakeTheNextGroup() {
    rig.ledger.beforeAppend = () -> rig.world.pass(Duration.ofMillis(5));
    CompletableFuture<List<Receipt>> first = rig.submit(signal(A, 0));
    for (int i = 1; i <= 20; i++) {
      Signal later = signal(A, i);
      rig.world.in(
          Duration.ofMillis(1).plusNanos(i), () -> assertThat(rig.submit(later)).isNotNull());
    }
    rig.world.settle();

    assertThat(first).isCompleted();
    assertThat(groupSizes()).containsExactly(1, 20);
  }

  @Test
  void idleLaneGoesAtOnceAndABusyOneLingers() {
    Rig lingering =
        new Rig(Rig.oneLane().with(new EngineSettings.LaneSettings(1, 10, Duration.ofMillis(100))))
            .warmedUp();
    lingering.world.pass(Duration.ofMillis(100));
    lingering.ledger.appends().clear();
    CompletableFuture<List<Receipt>> first = lingering.submit(signal(A, 0));
    lingering.world.pass(Duration.ofMillis(1));
    assertThat(first).isCompleted();

    CompletableFuture<List<Receipt>> second = lingering.submit(signal(A, 1));
    lingering.world.pass(Duration.ofMillis(90));
    assertThat(second).isNotDone();
    lingering.world.pass(Duration.ofMillis(20));
    assertThat(second).isCompleted();
  }

  @Test
  void fullGroupDoesNotLinger() {
    Rig lingering =
        new Rig(Rig.oneLane().with(new EngineSettings.LaneSettings(1, 10, Duration.ofMillis(100))))
            .warmedUp();
    CompletableFuture<List<Receipt>> few = lingering.submit(signals(A, 5));
    lingering.world.pass(Duration.ofMillis(1));
    assertThat(few).isNotDone();
    CompletableFuture<List<Receipt>> rest = lingering.submit(signals(B, 5));
    lingering.world.pass(Duration.ofMillis(1));
    assertThat(few).isCompleted();
    assertThat(rest).isCompleted();
    lingering.world.settle();
  }

  @Test
  void batchBiggerThanTheRoomLeftIsTakenAsFarAsItFits() {
    Rig small =
        new Rig(Rig.oneLane().with(new EngineSettings.QueueSettings(3, 5, Duration.ofSeconds(10))))
            .warmedUp();
    CompletableFuture<List<Receipt>> ofA = small.submit(signals(A, 4));
    CompletableFuture<List<Receipt>> ofB = small.submit(signals(B, 3));
    assertThat(small.engine.backlog()).isEqualTo(new Backlog(5, List.of(5)));
    small.world.settle();

    assertThat(ofA.join().subList(0, 3)).hasOnlyElementsOfType(Receipt.Accepted.class);
    assertThat(cause(ofA.join().get(3))).isEqualTo(UndeterminedCause.TENANT_QUEUE_FULL);
    assertThat(ofB.join().subList(0, 2)).hasOnlyElementsOfType(Receipt.Accepted.class);
    assertThat(cause(ofB.join().get(2))).isEqualTo(UndeterminedCause.QUEUES_FULL);
    assertThat(small.engine.backlog()).isEqualTo(new Backlog(0, List.of(0)));
  }

  @Test
  void fullQueueSaysHowLongItTakesToDrain() {
    Rig slow =
        new Rig(
            Rig.oneLane()
                .with(new EngineSettings.LaneSettings(1, 10, Duration.ZERO))
                .with(new EngineSettings.QueueSettings(100, 1_000, Duration.ofMinutes(1))));
    slow.ledger.afterAppend = () -> slow.world.pass(Duration.ofSeconds(1));
    List<Receipt> warm = slow.answers(signals(A, 10).toArray(new Signal[0]));
    assertThat(warm).hasOnlyElementsOfType(Receipt.Accepted.class);
    CompletableFuture<List<Receipt>> burst = slow.submit(signals(A, 150));
    slow.world.settle();

    Receipt.Undetermined last = (Receipt.Undetermined) burst.join().get(149);
    assertThat(last.cause()).isEqualTo(UndeterminedCause.TENANT_QUEUE_FULL);
    assertThat(last.retryAfter()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(16));
  }

  @Test
  void groupsThatAreNotStoredDoNotMakeTheQueueLookQuick() {
    Rig slow =
        new Rig(
            Rig.oneLane()
                .with(new EngineSettings.LaneSettings(1, 10, Duration.ZERO))
                .with(new EngineSettings.QueueSettings(100, 1_000, Duration.ofMinutes(1))));
    slow.ledger.afterAppend = () -> slow.world.pass(Duration.ofSeconds(1));
    assertThat(slow.answers(signals(A, 10).toArray(new Signal[0])))
        .hasOnlyElementsOfType(Receipt.Accepted.class);
    for (int i = 0; i < 5; i++) {
      slow.ledger.script(Fault.UNAVAILABLE);
      assertThat(slow.answers(signals(A, 10).toArray(new Signal[0])))
          .allMatch(receipt -> cause(receipt) == UndeterminedCause.LEDGER_UNAVAILABLE);
      slow.world.pass(Duration.ofSeconds(1));
    }
    assertThat(slow.answers(signals(A, 10).toArray(new Signal[0])))
        .hasOnlyElementsOfType(Receipt.Duplicate.class);

    CompletableFuture<List<Receipt>> burst = slow.submit(signals(A, 101));
    slow.world.settle();
    assertThat(((Receipt.Undetermined) burst.join().get(100)).retryAfter())
        .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(16));
  }

  @Test
  void signalThatWaitedTooLongIsAnsweredAndNotStored() {
    Rig slow =
        new Rig(
                Rig.oneLane()
                    .with(new EngineSettings.LaneSettings(1, 1, Duration.ZERO))
                    .with(new EngineSettings.QueueSettings(100, 100, Duration.ofSeconds(1))))
            .warmedUp();
    slow.ledger.beforeAppend = () -> slow.world.pass(Duration.ofMillis(700));
    CompletableFuture<List<Receipt>> answer = slow.submit(signals(A, 3));
    slow.world.settle();

    assertThat(answer.join().subList(0, 2)).hasOnlyElementsOfType(Receipt.Accepted.class);
    assertThat(cause(answer.join().get(2))).isEqualTo(UndeterminedCause.LEDGER_UNAVAILABLE);
    assertThat(slow.stored(A)).hasSize(3);
  }

  @Test
  void holderOfAnOlderDigestVersionIsComparedByItsStoredPayload() {
    Rig.signals(A, 3).forEach(signal -> storeWithOldDigest(signal));

    assertThat(rig.answers(signal(A, 0), signal(A, 1, "0.9"), signal(A, 1)))
        .hasExactlyElementsOfTypes(
            Receipt.Duplicate.class, Receipt.Conflict.class, Receipt.Duplicate.class);
    rig.ledger.readsDown = () -> true;
    assertThat(cause(rig.answer(signal(A, 2)))).isEqualTo(UndeterminedCause.LEDGER_UNAVAILABLE);
  }

  @Test
  void brokenObserverHarmsNobody() {
    IngestObserver broken =
        new IngestObserver() {
          @Override
          public void received(Channel channel, int items) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void decided(Channel channel, Receipt receipt) {
            throw new StackOverflowError();
          }

          @Override
          public void answered(Channel channel, Duration sinceReceived) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void appended(GroupTiming timing) {
            throw new IllegalStateException("broken");
          }
        };
    Engine engine =
        new Engine(
            rig.ledger.ports(),
            Neighbours.NONE,
            Rig.oneLane(),
            rig.world.surroundings(new Workers(Runnable::run, Runnable::run, Runnable::run)),
            Rig.ids(rig.world),
            broken);
    assertThat(engine.ingest().submit(Rig.submission("tester", signals(A, 2))))
        .isCompletedWithValueMatching(
            receipts -> receipts.stream().allMatch(Receipt.Accepted.class::isInstance));
  }

  @Test
  void idsThatFailAreAnsweredForThatItemAlone() {
    Engine engine =
        new Engine(
            rig.ledger.ports(),
            Neighbours.NONE,
            Rig.oneLane(),
            rig.world.surroundings(new Workers(Runnable::run, Runnable::run, Runnable::run)),
            () -> {
              throw new IllegalStateException("broken");
            },
            IngestObserver.NONE);
    assertThat(engine.ingest().submit(Rig.submission("tester", signals(A, 1))))
        .isCompletedWithValueMatching(
            receipts -> cause(receipts.get(0)) == UndeterminedCause.INTERNAL);
  }

  private void storeWithOldDigest(Signal signal) {
    AppendGroup.Entry entry = Signals.entry(signal);
    Provenance now = entry.provenance();
    byte[] old = Digests.of(signal).bytes();
    old[0] = (byte) 255;
    Provenance before =
        new Provenance(now.id(), now.origin(), now.receivedAt(), PayloadDigest.of(old), now.tags());
    assertThat(
            rig.ledger
                .memory()
                .ports()
                .signals()
                .append(new AppendGroup(List.of(new AppendGroup.Entry(signal, before)))))
        .isNotNull();
  }

  private List<Integer> groupSizes() {
    return rig.ledger.appends().stream().map(group -> group.entries().size()).toList();
  }

  private static UndeterminedCause cause(Receipt receipt) {
    return ((Receipt.Undetermined) receipt).cause();
  }

  private static RejectionReason reason(Receipt receipt) {
    return ((Receipt.Rejected) receipt).rejection().reason();
  }
}
