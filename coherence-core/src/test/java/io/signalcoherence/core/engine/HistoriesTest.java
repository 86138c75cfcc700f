package io.signalcoherence.core.engine;

import static io.signalcoherence.core.engine.Rig.A;
import static io.signalcoherence.core.engine.Rig.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.in.CoherenceAnswer;
import io.signalcoherence.ports.in.CoherenceQuestion;
import io.signalcoherence.ports.in.HistoryAnswer;
import io.signalcoherence.ports.in.HistoryQuestion;
import io.signalcoherence.ports.in.HistoryRange;
import io.signalcoherence.ports.model.CoherenceHistory;
import io.signalcoherence.ports.model.CoherenceScore;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Grant;
import io.signalcoherence.ports.model.HistoryPoint;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.TransactionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class HistoriesTest {

  private static final Grant ALL = new Grant.EveryTenant();
  private static final Duration HOUR = Duration.ofHours(1);

  private final Rig rig = new Rig(Rig.oneLane());
  private final Instant now = rig.world.instant();

  @Test
  void eachPointIsWhatAScoreAskedForItAloneSays() {
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      EventTime ts = new EventTime(now.minus(Duration.ofMinutes(37L * i)));
      signals.add(
          Signals.of(A)
              .withTs(ts)
              .withSource("s" + i % 3)
              .withMeasure("0." + (i * 7919L + 100), "1." + i)
              .signal());
    }
    assertThat(rig.answers(signals.toArray(Signal[]::new))).hasSize(signals.size());

    CoherenceHistory history =
        told(ask(question(range(now.minus(Duration.ofHours(40)), now.plus(HOUR)))));

    assertThat(history.points()).hasSize(42).anyMatch(p -> p.assessment().sampleSize() > 30);
    for (HistoryPoint point : history.points()) {
      CoherenceScore alone = alone(point.asOf());
      assertThat(point.assessment()).isEqualTo(alone.assessment());
      assertThat(history.snapshot()).isEqualTo(alone.basis().snapshot());
    }
  }

  @Test
  void whatIsNotSaidIsTheLastDayByTheHour() {
    List<HistoryPoint> points =
        told(ask(question(new HistoryRange(Optional.empty(), Optional.empty(), HOUR)))).points();

    assertThat(points).hasSize(25);
    assertThat(points.get(24).asOf().value()).isBetween(now, now.plus(Duration.ofSeconds(1)));
    HistoryRange ahead =
        new HistoryRange(
            Optional.of(new EventTime(now.plus(HOUR))), Optional.empty(), Duration.ofDays(1));
    assertThat(told(ask(question(ahead))).points()).hasSize(1);
  }

  @Test
  void rangeThatEndsBeforeItBeginsOrHasNoWholeMinutesIsRefused() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> range(now.plus(HOUR), now))
        .withMessageContaining("expected: not after to");
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () -> new HistoryRange(Optional.empty(), Optional.empty(), Duration.ofSeconds(90)))
        .withMessageStartingWith("step: PT1M30S");
  }

  @Test
  void morePointsThanTheLimitAreNotRead() {
    rig.ledger.readsDown = () -> true;

    assertThat(ask(question(range(now.minus(HOUR.multipliedBy(1_000)), now))))
        .isEqualTo(new HistoryAnswer.TooManyPoints(1_001, 1_000));
  }

  @Test
  void firstPointWhoseWindowIsCutByRetentionExpiresAllAndTheEarliestDoesNot() {
    Duration day = Duration.ofDays(1);
    HistoryAnswer answer = ask(question(range(now.minus(day.multipliedBy(365)), now, day)));
    EventTime earliest = ((HistoryAnswer.Expired) answer).earliest();

    assertThat(told(ask(question(range(earliest.value(), now, day)))).points()).hasSize(365);
  }

  @Test
  void tenantTokenAndFailureAreToldAsForAScore() {
    HistoryRange range = range(now.minus(HOUR), now);
    CommitToken later = CommitToken.ofFirstRun(new EpochNumber(1), new TransactionId(1_000), 0);

    assertThat(ask(new HistoryQuestion(B, new Grant.Tenants(Set.of(A)), range, Optional.empty())))
        .isEqualTo(new HistoryAnswer.NoSuchTenant(B));
    assertThat(ask(new HistoryQuestion(A, ALL, range, Optional.of(later))))
        .isEqualTo(new HistoryAnswer.NotIncluded(Inclusion.NOT_INCLUDED));
    rig.ledger.readsDown = () -> true;
    assertThat(((HistoryAnswer.Unavailable) ask(question(range))).code())
        .isEqualTo("ledger-unavailable");
  }

  private CoherenceScore alone(EventTime asOf) {
    CompletableFuture<CoherenceAnswer> answer =
        rig.engine
            .scores()
            .ask(new CoherenceQuestion(A, ALL, Optional.of(asOf), Optional.empty(), 0))
            .toCompletableFuture();
    rig.world.settle();
    return ((CoherenceAnswer.Scored) answer.join()).score();
  }

  private HistoryAnswer ask(HistoryQuestion question) {
    CompletableFuture<HistoryAnswer> answer =
        rig.engine.histories().ask(question).toCompletableFuture();
    rig.world.settle();
    return answer.join();
  }

  private static HistoryQuestion question(HistoryRange range) {
    return new HistoryQuestion(A, ALL, range, Optional.empty());
  }

  private static CoherenceHistory told(HistoryAnswer answer) {
    return ((HistoryAnswer.Told) answer).history();
  }

  private static HistoryRange range(Instant from, Instant to) {
    return range(from, to, HOUR);
  }

  private static HistoryRange range(Instant from, Instant to, Duration step) {
    return new HistoryRange(Optional.of(new EventTime(from)), Optional.of(new EventTime(to)), step);
  }
}
