package io.signalcoherence.ports.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.InvalidValueException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2024-01-31T12:00:00Z, 2024-01-31T12:00:00Z",
    "2024-01-31t12:00:00z, 2024-01-31T12:00:00Z",
    "2024-01-31T12:00:00.1Z, 2024-01-31T12:00:00.100Z",
    "2024-01-31T12:00:00.123456Z, 2024-01-31T12:00:00.123456Z",
    "2024-01-31T12:00:00.1234567Z, 2024-01-31T12:00:00.123456Z",
    "2024-01-31T12:00:00.123456999Z, 2024-01-31T12:00:00.123456Z",
    "2024-01-31T12:00:00.9999999999999Z, 2024-01-31T12:00:00.999999Z",
    "2024-01-31T23:59:59.9999999Z, 2024-01-31T23:59:59.999999Z",
    "2024-01-31T12:00:00+00:00, 2024-01-31T12:00:00Z",
    "2024-01-31T12:00:00-00:00, 2024-01-31T12:00:00Z",
    "2024-01-31T12:00:00+05:45, 2024-01-31T06:15:00Z",
    "2024-01-31T12:00:00.5-18:00, 2024-02-01T06:00:00.500Z",
    "2024-01-31T12:00:00+18:01, 2024-01-30T17:59:00Z",
    "2024-01-31T12:00:00+23:59, 2024-01-30T12:01:00Z",
    "2024-01-31T12:00:00-23:59, 2024-02-01T11:59:00Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "2000-02-29T00:00:00Z, 2000-02-29T00:00:00Z",
    "2000-01-01T00:00:00Z, 2000-01-01T00:00:00Z",
    "1999-12-31T23:59:00-00:01, 2000-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z",
    "9999-12-31T23:59:59.9999999999Z, 9999-12-31T23:59:59.999999Z",
  })
  void rfc3339IsReadAndFlooredToTheMicrosecond(String text, Instant expected) {
    assertThat(EventTime.parse(text).value()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "now",
        "1706702400",
        "2024-01-31",
        "2024-01-31T12:00Z",
        "2024-01-31T12:00:00",
        "2024-01-31 12:00:00Z",
        "2024-01-31_12:00:00Z",
        " 2024-01-31T12:00:00Z",
        "2024-01-31T12:00:00Z ",
        "2024-01-31T12:00:00ZZ",
        "2024-01-31T12:00:00.Z",
        "2024-01-31T12:00:00,5Z",
        "2024-01-31T12:00:00.5",
        "2024-01-31T12:00:00.5.5Z",
        "2024-01-31T12:00:00+0545",
        "2024-01-31T12:00:00+05",
        "2024-01-31T12:00:00+05:4",
        "2024-01-31T12:00:00+05:60",
        "2024-01-31T12:00:00+05:45:30",
        "2024-01-31T12:00:00+ab:cd",
        "2024-01-31T12:00:00*05:45",
        "2024-01-31T12:00:00+24:00",
        "2024-01-31T12:00:00-24:00",
        "2024-01-31T12:00:00+-1:00",
        "2024-01-31T12:00:00+05:45Z",
        "2024-01-31T12:00:0/Z",
        "2024-01-31T12:00:0:Z",
        "2024-01-31T12:00:00Z[UTC]",
        "2024-01-31T12:00:00 UTC",
        "2024-01-31T24:00:00Z",
        "2024-01-31T12:60:00Z",
        "2024-01-31T12:00:60Z",
        "2016-12-31T23:59:60Z",
        "2024-00-31T12:00:00Z",
        "2024-13-31T12:00:00Z",
        "2024-01-00T12:00:00Z",
        "2024-04-31T12:00:00Z",
        "2023-02-29T12:00:00Z",
        "2100-02-29T12:00:00Z",
        "24-01-31T12:00:00Z",
        "+2024-01-31T12:00:00Z",
        "-2024-01-31T12:00:00Z",
        "12024-01-31T12:00:00Z",
        "2024-1-31T12:00:00Z",
        "20240131T120000Z",
        "2024-01-31T1:00:00Z",
        "\u0662\u0660\u0662\u0664-01-31T12:00:00Z",
        "2024-01-31T12:00:00.\u0661Z",
        "2024-01-31T12:00:00\u2212" + "05:00",
        "1999-12-31T23:59:59.999999Z",
        "2000-01-01T00:00:00+00:01",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59-00:01",
      })
  void anythingElseIsRefusedWithItsName(String text) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> EventTime.parse(text))
        .matches(e -> e.field().equals("ts"));
  }

  @Test
  void textsOfUpTo64CharactersAreRead() {
    String start = "2024-01-31T12:00:00.";
    String digits = "9".repeat(64 - start.length() - 1);

    assertThat(EventTime.parse(start + digits + "Z")).hasToString("2024-01-31T12:00:00.999999Z");
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> EventTime.parse(start + digits + "9Z"));
  }

  @Test
  void refusalOfALongTextIsShort() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> EventTime.parse("9".repeat(1_000_000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
  }

  @Test
  void instantsAreFlooredBeforeTheRangeIsChecked() {
    Instant last = Instant.parse("9999-12-31T23:59:59.999999999Z");
    assertThat(new EventTime(last).value()).isEqualTo(Instant.parse("9999-12-31T23:59:59.999999Z"));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new EventTime(last.plusNanos(1)));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new EventTime(EventTime.EARLIEST.minusNanos(1)));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new EventTime(Instant.MIN));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new EventTime(Instant.MAX));
  }

  @Test
  void spansHoldTheTime() {
    EventTime time = EventTime.parse("2024-02-29T23:59:59.999999+00:00");
    assertThat(time.minute()).isEqualTo("2024-02-29T23:59:00Z");
    assertThat(time.hour()).isEqualTo("2024-02-29T23:00:00Z");
    assertThat(time.day()).isEqualTo("2024-02-29T00:00:00Z");
    assertThat(time).hasToString("2024-02-29T23:59:59.999999Z");
  }

  @Property
  void everyOffsetNamesTheSameInstant(
      @ForAll @LongRange(min = 946_771_200L, max = 253_402_200_000L) long second,
      @ForAll @IntRange(min = 0, max = 999_999) int micros,
      @ForAll @IntRange(min = -1_080, max = 1_080) int offsetMinutes) {
    Instant instant = Instant.ofEpochSecond(second, micros * 1_000L);
    ZoneOffset offset = ZoneOffset.ofTotalSeconds(offsetMinutes * 60);
    var local = instant.atOffset(offset);
    if (local.getYear() > 9_999) {
      return;
    }
    String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(local);

    assertThat(EventTime.parse(text)).isEqualTo(new EventTime(instant));
    assertThat(EventTime.parse(new EventTime(instant).toString()))
        .isEqualTo(new EventTime(instant));
  }

  @Property
  void anyTextIsReadOrRefusedAndNothingElse(@ForAll String text) {
    try {
      assertThat(EventTime.parse(text).value()).isNotNull();
    } catch (InvalidValueException e) {
      assertThat(e.field()).isEqualTo("ts");
    }
  }
}
