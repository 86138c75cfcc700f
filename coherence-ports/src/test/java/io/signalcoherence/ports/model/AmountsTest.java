package io.signalcoherence.ports.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.InvalidValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values, weights and ratios. */
final class AmountsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "0E+999999999, 0",
    "0E-999999999, 0",
    "1, 1000000000",
    "1.000000000000000000000, 1000000000",
    "10E-1, 1000000000",
    "0.123456789, 123456789",
    "0.1234567885, 123456788",
    "0.12345678850000000000001, 123456789",
    "0.1234567895, 123456790",
    "0.0000000005, 0",
    "0.00000000050000001, 1",
    "0.0000000015, 2",
    "0.0000000025, 2",
    "0.000000000999, 1",
    "0.9999999994, 999999999",
    "0.9999999995, 1000000000",
    "0.00000000049999999999999999, 0",
    "1e-999999999, 0",
    "999e-999999999, 0",
    "1e-2147483647, 0",
  })
  @Timeout(10)
  void valuesAreRoundedHalfEvenToBillionths(String text, long billionths) {
    assertThat(SignalValue.of(new BigDecimal(text)).billionths()).isEqualTo(billionths);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1e-999999999",
        "-0.0000000001",
        "-1",
        "1.0000000000000001",
        "2",
        "1e999999999",
        "1e2147483647",
        "-1e2147483647"
      })
  @Timeout(10)
  void valuesOutOfRangeAreRefusedBeforeTheyAreRounded(String text) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> SignalValue.of(new BigDecimal(text)))
        .matches(e -> e.field().equals("value") && e.getMessage().length() < 200);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1000000",
    "1e6, 1000000000000",
    "1000000.000000000, 1000000000000",
    "0.000001, 1",
    "0.0000005000000001, 1",
    "0.0000015, 2",
    "0.0000025, 2",
    "999999.9999995, 1000000000000",
    "999999.9999985, 999999999998",
    "0.00000099999, 1",
  })
  @Timeout(10)
  void weightsAreRoundedHalfEvenToMillionths(String text, long millionths) {
    assertThat(Weight.of(new BigDecimal(text)).millionths()).isEqualTo(millionths);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0E+999999999",
        "-1",
        "1000000.0000000000001",
        "1e7",
        "1e999999999",
        "0.0000005",
        "0.0000004",
        "1e-7",
        "1e-999999999",
        "1e-2147483647",
        "-1e-999999999"
      })
  @Timeout(10)
  void weightsOutOfRangeOrRoundedToNothingAreRefused(String text) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> Weight.of(new BigDecimal(text)))
        .matches(e -> e.field().equals("weight") && e.getMessage().length() < 200);
  }

  @Test
  void numberOfManyDigitsIsRoundedOnce() {
    BigDecimal nines =
        new BigDecimal(BigInteger.TEN.pow(100_000).subtract(BigInteger.ONE), 100_000);

    assertThat(SignalValue.of(nines)).isEqualTo(SignalValue.of(BigDecimal.ONE));
    assertThat(Weight.of(nines)).isEqualTo(Weight.ONE);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.000000000",
    "1, 1.000000000",
    "0.5, 0.500000000",
    "0.0000000005, 0.000000000",
    "0.0000000015, 0.000000002",
    "0.99999999951, 1.000000000",
    "1e-999999999, 0.000000000",
    "0E+999999999, 0.000000000",
  })
  @Timeout(10)
  void ratiosHaveNineDecimals(String text, String shown) {
    assertThat(Ratio.of(text)).hasToString(shown);
    assertThat(Ratio.of(text)).isEqualTo(Ratio.of(shown));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.0000000001", "1.0000000001", "1e999999999", "NaN", "", "half", "0,5"})
  @Timeout(10)
  void ratiosOutOfRangeAreRefused(String text) {
    assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> Ratio.of(text));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1_000_000_001L, Long.MIN_VALUE, Long.MAX_VALUE})
  void billionthsOutOfRangeAreRefused(long billionths) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new SignalValue(billionths));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1_000_000_000_001L, Long.MIN_VALUE, Long.MAX_VALUE})
  void millionthsOutOfRangeAreRefused(long millionths) {
    assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> new Weight(millionths));
  }

  @Property
  void roundingIsThatOfTheDecimal(
      @ForAll @BigRange(min = "0", max = "1") @Scale(13) BigDecimal value) {
    BigDecimal rounded = value.setScale(9, RoundingMode.HALF_EVEN);
    assertThat(SignalValue.of(value).decimal()).isEqualTo(rounded);
    assertThat(new Ratio(value).value()).isEqualTo(rounded);
    assertThat(SignalValue.of(SignalValue.of(value).decimal())).isEqualTo(SignalValue.of(value));
  }

  @Property
  void weightsAreRoundedAsDecimals(
      @ForAll @BigRange(min = "0.000001", max = "1000000") @Scale(9) BigDecimal value) {
    BigDecimal rounded = value.setScale(6, RoundingMode.HALF_EVEN);
    assertThat(Weight.of(value).decimal()).isEqualTo(rounded);
    assertThat(Weight.of(value)).hasToString(rounded.toPlainString());
  }

  @Test
  void sumsOfOneSignalAreItsNumbers() {
    Sums sums = Sums.of(SignalValue.of(new BigDecimal("0.5")), Weight.of(new BigDecimal("2")));
    assertThat(sums)
        .isEqualTo(
            new Sums(
                1,
                BigInteger.valueOf(2_000_000),
                BigInteger.valueOf(2_000_000L * 500_000_000L),
                BigInteger.valueOf(4_000_000_000_000L)));
    assertThat(Sums.ZERO.plus(sums)).isEqualTo(sums);
    assertThat(sums.plus(sums).count()).isEqualTo(2);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new Sums(-1, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO));
  }
}
