package io.signalcoherence.ports.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WindowTest {

  @ParameterizedTest
  @CsvSource({
    "2024-03-10T12:00:00Z, 2024-03-09T12:01:00Z, 2024-03-10T12:01:00Z",
    "2024-03-10T12:00:59.999999Z, 2024-03-09T12:01:00Z, 2024-03-10T12:01:00Z",
    "2024-03-10T11:59:59.999999Z, 2024-03-09T12:00:00Z, 2024-03-10T12:00:00Z",
    "2000-01-01T00:00:00Z, 1999-12-31T00:01:00Z, 2000-01-01T00:01:00Z",
    "9999-12-31T23:59:59Z, +9999-12-31T00:00:00Z, +10000-01-01T00:00:00Z",
  })
  void windowEndsWithTheMinuteOfItsTime(String asOf, String from, String to) {
    Window window = Window.endingWith(EventTime.parse(asOf));

    assertThat(window.from()).isEqualTo(instant(from));
    assertThat(window.to()).isEqualTo(instant(to));
  }

  private static Instant instant(String text) {
    return Instant.parse(text.startsWith("+9") ? text.substring(1) : text);
  }

  @Test
  void onlyWholeMinutesOfTheRightNumberAreAWindow() {
    Instant from = Instant.parse("2024-03-10T12:00:00Z");
    Duration day = Duration.ofMinutes(Window.MINUTES);
    assertThat(new Window(from, from.plus(day)).from()).isEqualTo(from);
    for (Instant[] bad :
        new Instant[][] {
          {from, from},
          {from, from.minus(day)},
          {from, from.plus(day).plusNanos(1)},
          {from.plusSeconds(1), from.plus(day).plusSeconds(1)},
          {from, from.plus(day).minusSeconds(60)}
        }) {
      assertThatExceptionOfType(InvalidValueException.class)
          .isThrownBy(() -> new Window(bad[0], bad[1]));
    }
  }

  @Property
  void minutesHoursAndMinutesTileTheWindowInAtMost83Rows(
      @ForAll @IntRange(min = 0, max = 2_000_000) int minute) {
    Instant asOf = EventTime.EARLIEST.plus(minute, ChronoUnit.MINUTES);
    Window window = Window.endingWith(new EventTime(asOf));

    long before = minutes(window.from(), window.wholeHoursFrom());
    long hours = minutes(window.wholeHoursFrom(), window.wholeHoursTo()) / 60;
    long after = minutes(window.wholeHoursTo(), window.to());

    assertThat(before).isBetween(0L, 59L);
    assertThat(after).isBetween(0L, 59L);
    assertThat(before + 60 * hours + after).isEqualTo(Window.MINUTES);
    assertThat(before + hours + after).isLessThanOrEqualTo(83);
    assertThat(window.wholeHoursFrom())
        .isEqualTo(window.wholeHoursFrom().truncatedTo(ChronoUnit.HOURS));
    assertThat(window.wholeHoursTo())
        .isEqualTo(window.wholeHoursTo().truncatedTo(ChronoUnit.HOURS));
  }

  private static long minutes(Instant from, Instant to) {
    return ChronoUnit.MINUTES.between(from, to);
  }

  @Property
  void timeIsContainedExactlyIfItsMinuteIsOneOfTheWindow(
      @ForAll @LongRange(min = -90_000_000_000L, max = 90_000_000_000L) long micros) {
    EventTime asOf = EventTime.parse("2024-03-10T12:34:56Z");
    EventTime ts = new EventTime(asOf.value().plus(micros, ChronoUnit.MICROS));
    long behind = ChronoUnit.MINUTES.between(ts.minute(), asOf.minute());

    assertThat(Window.endingWith(asOf).contains(ts))
        .isEqualTo(behind >= 0 && behind < Window.MINUTES);
  }
}
