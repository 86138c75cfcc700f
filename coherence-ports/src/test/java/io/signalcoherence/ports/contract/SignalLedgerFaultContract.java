package io.signalcoherence.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.OutcomeUnknownException;
import io.signalcoherence.ports.error.RetrySafety;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.Attributes;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.JsonValue;
import io.signalcoherence.ports.model.SignalId;
import io.signalcoherence.ports.model.SignalType;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.out.AppendGroup;
import io.signalcoherence.ports.out.AppendResult;
import io.signalcoherence.ports.out.Claim;
import io.signalcoherence.ports.out.SignalLedger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link SignalLedger} promises when the store fails, and when its answer is lost. */
public abstract class SignalLedgerFaultContract extends LedgerContract {

  @Test
  void nothingIsDoneIfTheConnectionIsLostBeforeTheCommit() {
    AppendGroup group = Signals.group(Signals.of(ALPHA), Signals.of(BETA));
    harness().loseConnectionBeforeCommit();

    assertUnavailable(group);

    assertStored(ALPHA, List.of());
    assertStored(BETA, List.of());
    assertThat(claims(group)).containsOnly(new Claim.Won());
    assertStored(ALPHA, List.of(Signals.of(ALPHA).signal()));
  }

  @Test
  void nothingIsDoneWhileTheStoreIsDown() {
    AppendGroup group = Signals.group(Signals.of(ALPHA));
    harness().down();
    assertUnavailable(group);
    assertUnavailable(group);
    harness().up();

    assertStored(ALPHA, List.of());
    assertThat(claims(group)).containsExactly(new Claim.Won());
  }

  @Test
  void groupWithWhatCannotBeStoredDoesNothing() {
    Signals good = Signals.of(ALPHA).withId("good");
    Unstorable unstorable = harness().unstorable(ALPHA);
    if (unstorable instanceof Unstorable.Refuses refuses) {
      AppendGroup.Entry bad = refuses.entry();
      AppendGroup mixed = new AppendGroup(List.of(good.entry(), bad));
      assertThat(ledger().signals().append(new AppendGroup(List.of(bad))))
          .isInstanceOf(AppendResult.Unstorable.class);
      assertThat(ledger().signals().append(mixed)).isInstanceOf(AppendResult.Unstorable.class);
      assertThat(ledger().signals().append(mixed)).isInstanceOf(AppendResult.Unstorable.class);
      assertStored(ALPHA, List.of());
      win(good);
    } else {
      List<Signals> extremes = List.of(good, longest("\ud83d\ude00"), longest("\u00a0\uffff"));
      assertThat(claims(Signals.group(extremes))).containsOnly(new Claim.Won());
      assertStored(ALPHA, extremes.stream().map(Signals::signal).toList());
    }
  }

  @Test
  void lostAnswerIsUnknownAndTheSameGroupTellsTheOutcome() {
    AppendGroup group = Signals.group(Signals.of(ALPHA), Signals.of(BETA));
    harness().loseAnswerAfterCommit();

    assertUnknown(group);

    List<Claim> again = claims(group);
    assertThat(IntStream.range(0, 2)).allMatch(i -> isOwn(again.get(i), group.entries().get(i)));
    assertStored(ALPHA, List.of(Signals.of(ALPHA).signal()));
    assertStored(BETA, List.of(Signals.of(BETA).signal()));
  }

  @Test
  void lostAnswerIsTakenForNoOnesElse() {
    AppendGroup earlier = Signals.group(Signals.of(ALPHA).withId("2"));
    claims(earlier);
    AppendGroup group =
        Signals.group(
            Signals.of(ALPHA).withId("1"),
            Signals.of(ALPHA).withId("2").withMeasure("1", "1"),
            Signals.of(ALPHA).withId("3"));
    harness().loseAnswerAfterCommit();
    assertUnknown(group);

    List<Claim> again = claims(group);

    assertThat(isOwn(again.get(0), group.entries().get(0))).isTrue();
    assertThat(isOwn(again.get(1), earlier.entries().get(0))).isTrue();
    assertThat(isOwn(again.get(2), group.entries().get(2))).isTrue();
    assertThat(harness().storedSignals(ALPHA)).hasSize(3);
    assertSumsEqualTheFold(ALPHA, harness().storedSignals(ALPHA));
  }

  @Test
  void lostAnswerIsToldToAnotherProcessToo() {
    AppendGroup group = Signals.group(Signals.of(ALPHA));
    harness().loseAnswerAfterCommit();
    assertUnknown(group);

    List<Claim> again = claims(harness().anotherProcess(), group);

    assertThat(isOwn(again.get(0), group.entries().get(0))).isTrue();
    assertStored(ALPHA, List.of(Signals.of(ALPHA).signal()));
  }

  @Test
  void onlyOneAppendIsLost() {
    harness().loseAnswerAfterCommit();
    assertUnknown(Signals.group(Signals.of(ALPHA).withId("1")));

    win(Signals.of(ALPHA).withId("2"));
    harness().loseConnectionBeforeCommit();
    assertUnavailable(Signals.group(Signals.of(ALPHA).withId("3")));
    win(Signals.of(ALPHA).withId("3"));

    assertThat(harness().storedSignals(ALPHA)).hasSize(3);
  }

  private void assertUnavailable(AppendGroup group) {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> ledger().signals().append(group))
        .matches(e -> e.retry() == RetrySafety.SAFE);
  }

  private void assertUnknown(AppendGroup group) {
    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(() -> ledger().signals().append(group))
        .matches(e -> e.retry() == RetrySafety.SAME_CALL_ONLY);
  }

  /** Every text as long as may be, made of the given characters, at the earliest time. */
  private static Signals longest(String characters) {
    int points = characters.codePointCount(0, characters.length());
    String letters = "x".repeat(Attributes.MAX_BYTES - "{\"k\":\"\"}".length());
    return Signals.of(ALPHA)
        .withSource("s" + characters.repeat((SourceId.MAX_LENGTH - 1) / points))
        .withId("i" + characters.repeat((SignalId.MAX_LENGTH - 1) / points))
        .withType("t" + characters.repeat((SignalType.MAX_LENGTH - 1) / points))
        .withTs(new EventTime(EventTime.EARLIEST))
        .withMeasure("1", "1000000")
        .withAttributes(
            Attributes.of(
                new JsonValue.Obj(new TreeMap<>(Map.of("k", new JsonValue.Str(letters))))));
  }
}
