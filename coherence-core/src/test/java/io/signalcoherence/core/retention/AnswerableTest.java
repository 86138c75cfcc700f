package io.signalcoherence.core.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Retention;
import io.signalcoherence.ports.model.Window;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** From when on a question can be answered whole. */
final class AnswerableTest {

  private static final Instant NOW = Instant.parse("2024-03-10T12:00:00Z");

  @Test
  void everyTimeCanBeAnsweredWithoutLimit() {
    assertThat(Answerable.earliest(Retention.UNLIMITED, NOW)).isEmpty();
  }

  @Test
  void everyTimeCanBeAnsweredIfNoneWasBeforeTheCutOff() {
    assertThat(Answerable.earliest(Retention.ofDays(36_500), NOW)).isEmpty();
    assertThat(Answerable.earliest(Retention.ofDays(2), EventTime.EARLIEST)).isEmpty();
  }

  @Test
  void windowMayBeginExactlyAtTheCutOff() {
    assertThat(Answerable.earliest(Retention.ofDays(2), NOW))
        .contains(EventTime.parse("2024-03-09T11:59:00Z"));
  }

  @Test
  void cutOffWithinAMinuteTakesThatMinuteAway() {
    assertThat(Answerable.earliest(Retention.ofDays(2), NOW.plusNanos(1)))
        .contains(EventTime.parse("2024-03-09T12:00:00Z"));
    assertThat(Answerable.earliest(Retention.ofDays(2), NOW.minusNanos(1)))
        .contains(EventTime.parse("2024-03-09T11:59:00Z"));
  }

  @Property
  void itsWindowBeginsAtOrAfterTheCutOffAndTheMinuteBeforeDoesNot(
      @ForAll @LongRange(min = 0, max = 10_000_000_000_000L) long nanos,
      @ForAll @LongRange(min = 1, max = 400) long days) {
    Instant now = NOW.plusNanos(nanos);
    Instant cutOff = now.minus(Duration.ofDays(days));

    EventTime earliest = Answerable.earliest(Retention.ofDays(days), now).orElseThrow();
    EventTime before = new EventTime(earliest.value().minusNanos(1_000));

    assertThat(Window.endingWith(earliest).from()).isAfterOrEqualTo(cutOff);
    assertThat(Window.endingWith(before).from()).isBefore(cutOff);
  }
}
