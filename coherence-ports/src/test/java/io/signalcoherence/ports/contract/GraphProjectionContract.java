package io.signalcoherence.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Cursor;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.SignalId;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.SignalsTally;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.GraphProjection;
import io.signalcoherence.ports.out.GraphProjection.Progress;
import io.signalcoherence.ports.out.GraphProjection.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link GraphProjection} promises. */
public abstract class GraphProjectionContract extends GraphContract {

  private static final Progress EMPTY = new Progress.Empty();
  private static final Progress CLEARING = new Progress.Clearing();

  @Test
  void newGraphIsEmpty() {
    assertThat(projection().progress()).isEqualTo(EMPTY);
    assertThat(elsewhere().progress()).isEqualTo(EMPTY);
    assertThat(projection().tally(ALPHA)).isEqualTo(SignalsTally.NONE);
  }

  @Test
  void recordsAreHeldTogetherWithTheCursor() {
    List<LedgerRecord> all =
        new ArrayList<>(
            applied(
                records(
                    Signals.of(ALPHA),
                    Signals.of(ALPHA).withSource("other"),
                    Signals.of(BETA).withMeasure("0.123456789", "1000000"))));
    all.addAll(
        applied(
            records(
                traced(Signals.of(ALPHA).withId("2"), "4bf92f3577b34da6a3ce929d0e0e4736"),
                untraced(Signals.of(ALPHA).withId("3"), "2024-03-10T12:00:01.000007Z"))));

    assertThat(elsewhere().progress()).isEqualTo(new Progress.Reached(last()));
    assertHolds(all);
    assertThat(projection().tally(ALPHA).signals()).isEqualTo(4);
  }

  @Test
  void pageWithoutRecordsMovesTheCursor() {
    Cursor beginning = Cursor.beginning(LIFE);
    assertThat(projection().apply(EMPTY, List.of(), beginning))
        .isEqualTo(new Step.Done(new Progress.Reached(beginning)));

    applied(records(Signals.of(ALPHA)));
    assertThat(projection().progress()).isEqualTo(new Progress.Reached(last()));
  }

  @Test
  void recordThatIsHeldAlreadyIsNotDoubled() {
    List<LedgerRecord> first = applied(records(Signals.of(ALPHA), Signals.of(BETA)));
    List<LedgerRecord> more = new ArrayList<>(first);
    more.addAll(records(Signals.of(ALPHA).withId("2")));

    applied(more);

    assertHolds(more);
  }

  @Test
  void changeFromWhereTheGraphIsNotDoesNothing() {
    List<LedgerRecord> first = applied(records(Signals.of(ALPHA)));
    Progress before = projection().progress();
    List<LedgerRecord> all = new ArrayList<>(first);
    all.addAll(applied(records(Signals.of(ALPHA).withId("2"))));
    List<LedgerRecord> late = records(Signals.of(ALPHA).withId("3"));
    Progress now = projection().progress();

    for (Progress from : List.of(EMPTY, before)) {
      assertThat(projection().apply(from, late, last())).isEqualTo(new Step.Superseded(now));
    }
    assertThat(projection().clear(before, 10)).isEqualTo(new Step.Superseded(now));
    assertThat(projection().clear(EMPTY, 10)).isEqualTo(new Step.Superseded(now));
    assertThat(projection().clear(CLEARING, 10)).isEqualTo(new Step.Superseded(now));
    assertHolds(all);
  }

  @Test
  void longestTextsAndExtremeNumbersFit() {
    List<Signals> extremes =
        List.of(
            longest(ALPHA, "\ud83d\ude00").withMeasure("1", "1000000"),
            longest(ALPHA, "\u00a0\uffff").withMeasure("0", "0.000001"),
            longest(BETA, "'\"\\`$%{}")
                .withTs(EventTime.parse("9999-12-31T23:59:59.999999Z"))
                .withMeasure("1", "1000000"));

    assertHolds(applied(records(extremes)));
  }

  @Test
  void textsThatOnlyLookAlikeAreToldApart() {
    assertHolds(
        applied(
            records(
                Signals.of(ALPHA).withSource("é"),
                Signals.of(ALPHA).withSource("e\u0301"),
                Signals.of(ALPHA).withSource("E"),
                Signals.of(ALPHA).withSource("e"),
                Signals.of(ALPHA).withSource("e "))));
  }

  @Test
  void clearingGoesByBoundedPartsAndLocksOthersOut() {
    List<LedgerRecord> all =
        applied(
            records(
                IntStream.range(0, 7)
                    .mapToObj(i -> Signals.of(i < 5 ? ALPHA : BETA).withId("" + i))
                    .toList()));
    Progress reached = projection().progress();

    Step first = projection().clear(reached, 3);

    assertThat(first).isEqualTo(new Step.Done(CLEARING));
    assertThat(elsewhere().progress()).isEqualTo(CLEARING);
    assertThat(projection().tally(ALPHA).signals() + projection().tally(BETA).signals())
        .isEqualTo(4);
    for (Progress from : List.of(EMPTY, reached)) {
      assertThat(projection().apply(from, all, last())).isEqualTo(new Step.Superseded(CLEARING));
      assertThat(elsewhere().clear(from, 3)).isEqualTo(new Step.Superseded(CLEARING));
    }
    clearAll();
    assertThat(elsewhere().progress()).isEqualTo(EMPTY);
    assertHolds(List.of());
    applied(all);
    assertHolds(all);
  }

  @Test
  void emptyGraphCanBeCleared() {
    clearAll();
    assertThat(projection().progress()).isEqualTo(EMPTY);
  }

  @Test
  void nothingIsAppliedToAGraphThatIsCleared() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> projection().apply(CLEARING, List.of(), Cursor.beginning(LIFE)));
  }

  @Test
  void ofAppliersThatMeetOneGoesOnAndTheOthersAreTold() {
    List<LedgerRecord> all = new ArrayList<>();
    try (Together together = new Together()) {
      for (int round = 0; round < 5; round++) {
        int number = round;
        Progress from = projection().progress();
        List<LedgerRecord> page =
            records(
                IntStream.range(0, 4)
                    .mapToObj(i -> Signals.of(i % 2 == 0 ? ALPHA : BETA).withId(number + "-" + i))
                    .toList());
        all.addAll(page);

        List<Step> steps = together.all(appliers(from, page, last()));

        Progress reached = new Progress.Reached(last());
        assertThat(steps).filteredOn(new Step.Done(reached)::equals).hasSize(1);
        assertThat(steps)
            .filteredOn(Step.Superseded.class::isInstance)
            .hasSize(steps.size() - 1)
            .containsOnly(new Step.Superseded(reached));
      }
    }
    assertHolds(all);
  }

  private List<Callable<Step>> appliers(Progress from, List<LedgerRecord> page, Cursor next) {
    return IntStream.range(0, 4)
        .<Callable<Step>>mapToObj(
            i -> () -> (i % 2 == 0 ? projection() : elsewhere()).apply(from, page, next))
        .toList();
  }

  /** Clears until nothing is left; it may take no more calls than there is to take out. */
  private void clearAll() {
    GraphProjection graph = projection();
    for (int calls = 0; calls < 20; calls++) {
      Step step = graph.clear(graph.progress(), 3);
      assertThat(step).isInstanceOf(Step.Done.class);
      if (step.now().equals(EMPTY)) {
        return;
      }
      assertThat(step.now()).isEqualTo(CLEARING);
    }
    throw new AssertionError("not cleared");
  }

  /** Every text as long as may be, made of the given characters. */
  private static Signals longest(TenantId tenant, String characters) {
    int points = characters.codePointCount(0, characters.length());
    return Signals.of(tenant)
        .withSource("s" + characters.repeat((SourceId.MAX_LENGTH - 1) / points))
        .withId("i" + characters.repeat((SignalId.MAX_LENGTH - 1) / points))
        .withType("t" + characters.repeat((SignalType.MAX_LENGTH - 1) / points))
        .withTs(new EventTime(EventTime.EARLIEST));
  }
}
