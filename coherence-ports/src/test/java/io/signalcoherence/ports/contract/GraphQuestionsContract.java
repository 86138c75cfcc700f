package io.signalcoherence.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.Dissent;
import io.signalcoherence.ports.model.Dissenter;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.LedgerRecord;
import io.signalcoherence.ports.model.ProjectedSignal;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.SourceId;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.Trail;
import io.signalcoherence.ports.model.Window;
import io.signalcoherence.ports.out.AppendGroup;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What {@link io.signalcoherence.ports.out.GraphQuestions} promises. */
public abstract class GraphQuestionsContract extends GraphContract {

  private static final Window WINDOW = Window.endingWith(Signals.NOON);
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4737";

  private List<Dissent> dissent(String threshold) {
    return questions().dissent(ALPHA, WINDOW, Ratio.of(threshold));
  }

  @Test
  void whoeverIsAloneHasNobodyToDisagreeWith() {
    assertThat(dissent("0.1")).isEmpty();
    applied(
        records(
            Signals.of(ALPHA).withMeasure("0", "1"),
            Signals.of(ALPHA).withId("2").withMeasure("1", "1"),
            Signals.of(BETA).withSource("elsewhere").withMeasure("1", "1")));
    assertThat(dissent("0.1")).isEmpty();
  }

  @Test
  void sourceExactlyAtTheThresholdDisagreesAndSoDoTheOthersWithIt() {
    applied(
        records(
            Signals.of(ALPHA).withSource("a").withMeasure("0.4", "1"),
            Signals.of(ALPHA).withSource("b").withMeasure("0.7", "1")));

    assertThat(dissent("0.3"))
        .containsExactly(
            new Dissent(new SourceId("a"), Ratio.of("0.4"), Ratio.of("0.7"), at(Signals.NOON)),
            new Dissent(new SourceId("b"), Ratio.of("0.7"), Ratio.of("0.4"), at(Signals.NOON)));
    assertThat(dissent("0.300000001")).isEmpty();
    assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> dissent("0"));
  }

  @Test
  void disagreementLastsSinceTheFirstSignalAfterTheLastThatAgreed() {
    List<Signals> signals = new ArrayList<>();
    signals.add(Signals.of(ALPHA).withSource("b").withMeasure("0.5", "1000"));
    String[] story = {"0.9", "0.5", "0.95", "0.9", "1"};
    for (int i = 0; i < story.length; i++) {
      signals.add(
          Signals.of(ALPHA)
              .withSource("a")
              .withId("" + i)
              .withTs("2024-03-10T11:0" + i + ":00.000001Z")
              .withMeasure(story[i], "1"));
    }
    applied(records(signals));
    assertThat(dissent("0.3"))
        .filteredOn(found -> found.source().value().equals("a"))
        .singleElement()
        .satisfies(found -> assertThat(found.mean()).isEqualTo(Ratio.of("0.85")))
        .satisfies(found -> assertThat(found.others()).isEqualTo(Ratio.of("0.5")))
        .extracting(Dissent::since)
        .isEqualTo(at(EventTime.parse("2024-03-10T11:02:00.000001Z")));

    applied(
        records(
            Signals.of(ALPHA)
                .withSource("a")
                .withId("same moment")
                .withTs("2024-03-10T11:04:00.000001Z")
                .withMeasure("0.5", "1")));
    assertThat(dissent("0.29"))
        .filteredOn(found -> found.source().value().equals("a"))
        .singleElement()
        .extracting(Dissent::since)
        .isEqualTo(Optional.empty());
  }

  @Test
  void onlyTheWindowCounts() {
    applied(
        records(
            Signals.of(ALPHA).withSource("a").withMeasure("0", "1").withTs(first()),
            Signals.of(ALPHA)
                .withSource("a")
                .withId("before")
                .withMeasure("1", "1000")
                .withTs(new EventTime(first().value().minus(1, ChronoUnit.MICROS))),
            Signals.of(ALPHA)
                .withSource("a")
                .withId("after")
                .withMeasure("1", "1000")
                .withTs(new EventTime(WINDOW.to())),
            Signals.of(ALPHA)
                .withSource("b")
                .withMeasure("1", "1")
                .withTs("2024-03-10T12:00:59.999999Z")));

    assertThat(dissent("1"))
        .extracting(Dissent::since)
        .containsExactly(at(first()), at(EventTime.parse("2024-03-10T12:00:59.999999Z")));
  }

  private static EventTime first() {
    return new EventTime(WINDOW.from());
  }

  @Test
  void answerEqualsAFoldOverTheSignalsHoweverHeavyTheyAre() {
    SplittableRandom chance = new SplittableRandom(11);
    List<Signals> signals = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      int source = chance.nextInt(5);
      double around = source * 0.2 + chance.nextDouble() * 0.3 - 0.1;
      String value = String.format(Locale.ROOT, "%.9f", Math.max(0, Math.min(1, around)));
      signals.add(
          Signals.of(i % 40 == 0 ? BETA : ALPHA)
              .withSource("s" + source)
              .withId("" + i)
              .withType("t" + chance.nextInt(3))
              .withTs(new EventTime(WINDOW.from().plusSeconds(chance.nextInt(90_000) - 1_800)))
              .withMeasure(value, i % 3 == 0 ? "1000000" : "999999.999999"));
    }
    List<LedgerRecord> all = applied(records(signals));

    for (String threshold : List.of("0.000000001", "0.1", "0.25", "0.4", "0.9")) {
      assertThat(dissent(threshold)).isEqualTo(fold(all, Ratio.of(threshold)));
    }
    assertThat(fold(all, Ratio.of("0.1"))).hasSizeGreaterThan(1);
    assertThat(fold(all, Ratio.of("0.25"))).anyMatch(found -> found.since().isPresent());
  }

  private static List<Dissent> fold(List<LedgerRecord> records, Ratio threshold) {
    List<Signal> counted =
        records.stream()
            .map(LedgerRecord::signal)
            .filter(signal -> signal.key().tenant().equals(ALPHA))
            .filter(signal -> WINDOW.contains(signal.key().ts()))
            .toList();
    Map<SourceId, Sums> sums = new TreeMap<>();
    counted.forEach(
        signal ->
            sums.merge(
                signal.key().source(), Sums.of(signal.value(), signal.weight()), Sums::plus));
    return Dissenter.among(sums, threshold).stream()
        .map(dissenter -> dissenter.since(since(dissenter, counted)))
        .toList();
  }

  private static Optional<EventTime> since(Dissenter dissenter, List<Signal> counted) {
    List<Signal> own =
        counted.stream()
            .filter(signal -> signal.key().source().equals(dissenter.source()))
            .sorted(Comparator.comparing((Signal signal) -> signal.key().ts()).reversed())
            .toList();
    EventTime agreed =
        own.stream()
            .filter(signal -> dissenter.agrees(signal.value()))
            .map(signal -> signal.key().ts())
            .findFirst()
            .orElse(new EventTime(EventTime.EARLIEST));
    return own.stream()
        .map(signal -> signal.key().ts())
        .filter(ts -> ts.compareTo(agreed) > 0)
        .reduce((later, earlier) -> earlier);
  }

  @Test
  void theOtherTenantCannotBeSeen() {
    List<LedgerRecord> all =
        applied(
            records(
                traced(Signals.of(BETA).withSource("a").withMeasure("0", "1"), TRACE),
                traced(Signals.of(BETA).withSource("b").withMeasure("1", "1"), TRACE),
                traced(Signals.of(ALPHA).withSource("a"), TRACE)));

    assertThat(dissent("0.1")).isEmpty();
    assertThat(questions().trail(ALPHA, admission(all, 0), 10)).isEmpty();
    assertThat(questions().trail(ALPHA, admission(all, 2), 10).orElseThrow().others()).isEmpty();
  }

  @Test
  void admissionTouchedTheOtherSignalsOfItsTrace() {
    List<LedgerRecord> all =
        applied(
            records(
                traced(Signals.of(ALPHA).withId("2"), TRACE),
                traced(Signals.of(ALPHA).withId("1"), TRACE),
                traced(Signals.of(ALPHA).withSource("another").withId("3"), TRACE),
                traced(Signals.of(ALPHA).withId("4"), TRACE.replace('7', '8')),
                untraced(Signals.of(ALPHA).withId("5"), "2024-03-10T12:00:01Z")));

    Trail trail = questions().trail(ALPHA, admission(all, 0), 10).orElseThrow();

    assertThat(trail)
        .isEqualTo(
            new Trail(projected(all, 0), List.of(projected(all, 2), projected(all, 1)), false));
    assertThat(trail.counted().contains(Signals.NOON)).isTrue();
    assertThat(questions().trail(ALPHA, admission(all, 0), 1).orElseThrow())
        .isEqualTo(new Trail(projected(all, 0), List.of(projected(all, 2)), true));
    assertThat(questions().trail(ALPHA, admission(all, 0), 0).orElseThrow())
        .isEqualTo(new Trail(projected(all, 0), List.of(), true));
    assertThat(questions().trail(ALPHA, admission(all, 3), 0).orElseThrow())
        .isEqualTo(new Trail(projected(all, 3), List.of(), false));
  }

  @Test
  void othersComeInTheByteOrderOfTheirKeys() {
    List<String> ids = List.of("0", "10", "2", "B", "a", "\u00e4", "\uffff", "\ud83d\ude00");
    List<Signals> signals = new ArrayList<>();
    ids.forEach(id -> signals.add(0, Signals.of(ALPHA).withSource("later").withId(id)));
    signals.add(Signals.of(ALPHA).withSource("first"));
    List<LedgerRecord> all =
        applied(
            records(
                signals.stream()
                    .map(signal -> traced(signal, TRACE))
                    .toArray(AppendGroup.Entry[]::new)));

    assertThat(questions().trail(ALPHA, admission(all, ids.size()), 10).orElseThrow().others())
        .extracting(other -> other.key().id().value())
        .isEqualTo(ids);
  }

  @Test
  void admissionWithoutATraceTouchedWhatCameWithIt() {
    List<LedgerRecord> all =
        applied(
            records(
                untraced(Signals.of(ALPHA).withId("1"), "2024-03-10T12:00:01.000001Z"),
                untraced(Signals.of(ALPHA).withId("2"), "2024-03-10T12:00:01.000001Z"),
                untraced(Signals.of(ALPHA).withId("3"), "2024-03-10T12:00:01.000002Z")));

    assertThat(questions().trail(ALPHA, admission(all, 1), 10).orElseThrow())
        .isEqualTo(new Trail(projected(all, 1), List.of(projected(all, 0)), false));
    assertThat(questions().trail(ALPHA, Signals.nextId(), 10)).isEmpty();
  }

  private static ProvenanceId admission(List<LedgerRecord> records, int index) {
    return records.get(index).provenance().id();
  }

  private static ProjectedSignal projected(List<LedgerRecord> records, int index) {
    return ProjectedSignal.of(records.get(index));
  }

  private static Optional<EventTime> at(EventTime time) {
    return Optional.of(time);
  }
}
