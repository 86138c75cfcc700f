package io.signalcoherence.ports.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;

/** What is read and written is what java.time reads and writes. */
final class Rfc3339Properties {

  private static final long FIRST_SECOND = -62_167_219_200L;
  private static final long LAST_SECOND = 253_402_300_799L;

  @Property(tries = 5_000)
  void fieldsAreReadAsJavaTimeReadsThemAndRefusedWhenItRefusesThem(@ForAll("texts") String text) {
    Optional<Instant> expected = byJavaTime(text);

    Statistics.collect(expected.isPresent());
    Statistics.coverage(coverage -> coverage.check(true).percentage(share -> share > 10));
    Statistics.coverage(coverage -> coverage.check(false).percentage(share -> share > 10));
    assertThat(Rfc3339.read(text)).isEqualTo(expected);
    assertThat(Rfc3339.read(text.toLowerCase(Locale.ROOT))).isEqualTo(expected);
  }

  @Property(tries = 5_000)
  void oneOtherCharacterIsReadAsJavaTimeReadsIt(
      @ForAll @IntRange(max = 26) int at, @ForAll("characters") char put) {
    StringBuilder text = new StringBuilder("2024-12-29T21:09:08.375+01:30");
    text.setCharAt(at, put);

    assertThat(Rfc3339.read(text.toString())).isEqualTo(byJavaTime(text.toString()));
  }

  @Property(tries = 5_000)
  void wholeMicrosecondsAreWrittenAsJavaTimeWritesThem(
      @ForAll @LongRange(min = FIRST_SECOND, max = LAST_SECOND) long second,
      @ForAll("micros") int micros) {
    Instant instant = Instant.ofEpochSecond(second, micros * 1_000L);

    assertThat(Rfc3339.write(instant)).isEqualTo(instant.toString());
    assertThat(Rfc3339.read(Rfc3339.write(instant))).contains(instant);
  }

  private static Optional<Instant> byJavaTime(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return Optional.of(instant.truncatedTo(ChronoUnit.MICROS));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> date =
        Combinators.combine(
                Arbitraries.integers().between(0, 9_999),
                Arbitraries.integers().between(0, 13),
                Arbitraries.integers().between(0, 32))
            .as("%04d-%02d-%02d"::formatted);
    Arbitrary<String> time =
        Combinators.combine(
                Arbitraries.integers().between(0, 24),
                Arbitraries.integers().between(0, 60),
                Arbitraries.integers().between(0, 60))
            .as("T%02d:%02d:%02d"::formatted);
    Arbitrary<String> fraction =
        Arbitraries.oneOf(
            Arbitraries.just(""),
            Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(9).map(it -> "." + it));
    return Combinators.combine(date, time, fraction, offsets()).as((d, t, f, o) -> d + t + f + o);
  }

  private static Arbitrary<String> offsets() {
    return Arbitraries.oneOf(
        Arbitraries.just("Z"),
        Combinators.combine(
                Arbitraries.of('+', '-'),
                Arbitraries.integers().between(0, 17),
                Arbitraries.integers().between(0, 60))
            .as("%c%02d:%02d"::formatted),
        Arbitraries.of("+18:00", "-18:00", "+24:00", "-24:00"));
  }

  @Provide
  Arbitrary<Character> characters() {
    return Arbitraries.oneOf(
        Arbitraries.of('0', '1', '5', '9', '/', ':', '-', '.', 'T', 'Z', ' '),
        Arbitraries.chars().all());
  }

  @Provide
  Arbitrary<Integer> micros() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(0, 999_999),
        Arbitraries.integers().between(0, 999).map(millis -> millis * 1_000));
  }
}
