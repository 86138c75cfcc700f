package io.signalcoherence.perf.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalcoherence.perf.drill.DrillSignal;
import io.signalcoherence.perf.drill.SignalClient;
import io.signalcoherence.perf.drill.Told;
import io.signalcoherence.perf.fold.WindowFold;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Scores of one tenant, by a clock that is set; a score may be a second old. */
final class WitnessTest {

  private static final DrillSignal.Series SERIES =
      new DrillSignal.Series(7, Instant.parse("2026-01-01T12:00:00Z"), 1);
  private static final String TENANT = DrillSignal.Series.tenantName(0);
  private static final List<DrillSignal> COUNTED =
      IntStream.range(0, 100)
          .mapToObj(SERIES::signal)
          .filter(signal -> new WindowFold(SERIES.end()).covers(signal.ts()))
          .toList();
  private static final DrillSignal OUTSIDE =
      IntStream.range(0, 100)
          .mapToObj(SERIES::signal)
          .filter(signal -> !new WindowFold(SERIES.end()).covers(signal.ts()))
          .findFirst()
          .orElseThrow();

  private long now = Duration.ofSeconds(100).toNanos();
  private final Witness witness = new Witness(SERIES, Duration.ofSeconds(1), () -> now);

  @Test
  void aScoreWithATokenCountsWhatCameBeforeItAndItsSignal() {
    acknowledge(COUNTED.get(0), "first");
    acknowledge(COUNTED.get(1), "second");
    Witness.Question question = witness.ask(TENANT, true);
    assertThat(question.token()).contains("second");
    see(question, 2, false);
    see(question, 3, false);
    assertThat(witness.broken()).isEmpty();
    see(question, 1, false);
    see(question, 2, true);
    assertThat(witness.broken())
        .extracting(Broken::detail)
        .containsExactly(
            TENANT + ", with a token: 1 signals (expected: at least 2)",
            TENANT + ", with a token: 2 signals, stale (expected: at least 2)");
    assertThat(witness.withToken()).isEqualTo(4);
  }

  @Test
  void aSignalOutsideTheWindowHasATokenAndIsNotCounted() {
    acknowledge(COUNTED.get(0), "first");
    acknowledge(OUTSIDE, "second");
    assertThat(witness.ask(TENANT, true))
        .isEqualTo(new Witness.Question(TENANT, Optional.of("second"), 1));
  }

  @Test
  void whatWasAcknowledgedWhileASignalWasOnItsWayNeedNotBeIncluded() {
    long before = witness.counted(TENANT);
    acknowledge(COUNTED.get(0), "first");
    witness.took(List.of(COUNTED.get(1)), answer(Told.Kind.ACCEPTED, "second"), before);
    assertThat(witness.ask(TENANT, true).least()).isEqualTo(1);
    assertThat(witness.counted(TENANT)).isEqualTo(2);
  }

  @Test
  void aScoreWithoutATokenMayBeAsOldAsItIsAllowedToBeAndOlderIfItSaysSo() {
    acknowledge(COUNTED.get(0), "first");
    now += Duration.ofMillis(1_200).toNanos();
    acknowledge(COUNTED.get(1), "second");
    Witness.Question question = witness.ask(TENANT, false);
    assertThat(question).isEqualTo(new Witness.Question(TENANT, Optional.empty(), 1));
    see(question, 1, false);
    see(question, 0, true);
    assertThat(witness.broken()).isEmpty();
    assertThat(witness.stale()).isEqualTo(1);
    see(question, 0, false);
    assertThat(witness.broken()).hasSize(1);
  }

  @Test
  void whatWasRefusedIsNotExpectedAndARefusalIsNoScore() {
    witness.took(List.of(COUNTED.get(0)), answer(Told.Kind.UNKNOWN, ""), 0);
    assertThat(witness.counted(TENANT)).isZero();
    acknowledge(COUNTED.get(1), "first");
    Witness.Question question = witness.ask(TENANT, true);
    witness.saw(question, new SignalClient.Reading(503, true, MissingNode.getInstance()));
    assertThat(witness.broken()).isEmpty();
    assertThat(witness.withToken()).isZero();
  }

  private void acknowledge(DrillSignal signal, String token) {
    long before = witness.counted(TENANT);
    witness.took(List.of(signal), answer(Told.Kind.ACCEPTED, token), before);
  }

  private static SignalClient.Answer answer(Told.Kind kind, String token) {
    return new SignalClient.Answer(
        201,
        Optional.empty(),
        List.of(new Told(kind, Optional.empty())),
        Optional.of(token).filter(text -> !text.isEmpty()));
  }

  private void see(Witness.Question question, int size, boolean stale) {
    ObjectNode score = JsonNodeFactory.instance.objectNode().put("sample_size", size);
    score.putObject("freshness").put("stale", stale);
    witness.saw(question, new SignalClient.Reading(200, false, score));
  }
}
