package io.signalcoherence.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.OutcomeUnknownException;
import io.signalcoherence.ports.error.RetrySafety;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.out.GraphProjection.Progress;
import io.signalcoherence.ports.out.GraphProjection.Step;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a graph's ports promise when it fails, and when its answer is lost. */
public abstract class GraphFaultContract extends GraphContract {

  @Test
  void nothingIsDoneIfTheConnectionIsLostBeforeTheCommit() {
    List<LedgerRecord> first = applied(records(Signals.of(ALPHA)));
    Progress before = projection().progress();
    List<LedgerRecord> page = records(Signals.of(ALPHA).withId("2"), Signals.of(BETA));
    harness().loseConnectionBeforeCommit();

    assertUnavailable(() -> projection().apply(before, page, last()));

    assertThat(elsewhere().progress()).isEqualTo(before);
    assertHolds(first);
    List<LedgerRecord> all = new ArrayList<>(first);
    all.addAll(applied(page));
    assertHolds(all);
  }

  @Test
  void lostAnswerIsUnknownAndTheProgressTellsTheOutcome() {
    List<LedgerRecord> page = records(Signals.of(ALPHA), Signals.of(BETA));
    Progress before = projection().progress();
    harness().loseAnswerAfterCommit();

    assertUnknown(() -> projection().apply(before, page, last()));

    assertThat(projection().progress()).isEqualTo(new Progress.Reached(last()));
    assertThat(projection().apply(before, page, last()))
        .isEqualTo(new Step.Superseded(new Progress.Reached(last())));
    assertHolds(page);
  }

  @Test
  void lostAnswerOfAClearingIsUnknownToo() {
    List<LedgerRecord> page = applied(records(Signals.of(ALPHA), Signals.of(ALPHA).withId("2")));
    Progress reached = projection().progress();
    harness().loseAnswerAfterCommit();

    assertUnknown(() -> projection().clear(reached, 1));

    assertThat(projection().progress()).isEqualTo(new Progress.Clearing());
    assertThat(projection().tally(ALPHA).signals()).isEqualTo(page.size() - 1);
  }

  @Test
  void graphThatIsAwayIsUnavailableAndKeepsWhatItHolds() {
    List<LedgerRecord> page = applied(records(Signals.of(ALPHA)));
    Progress reached = projection().progress();
    Window window = Window.endingWith(Signals.NOON);
    harness().down();

    assertUnavailable(() -> projection().progress());
    assertUnavailable(() -> projection().apply(reached, page, last()));
    assertUnavailable(() -> projection().clear(reached, 1));
    assertUnavailable(() -> projection().tally(ALPHA));
    assertUnavailable(() -> questions().dissent(ALPHA, window, Ratio.of("0.5")));
    assertUnavailable(() -> questions().trail(ALPHA, page.get(0).provenance().id(), 1));
    harness().up();

    assertThat(projection().progress()).isEqualTo(reached);
    assertHolds(page);
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(call)
        .matches(e -> e.retry() == RetrySafety.SAFE);
  }

  private static void assertUnknown(ThrowingCallable call) {
    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(call)
        .matches(e -> e.retry() == RetrySafety.SAME_CALL_ONLY);
  }
}
