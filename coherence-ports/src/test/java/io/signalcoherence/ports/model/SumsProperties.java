package io.signalcoherence.ports.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which sums some signals could have. */
final class SumsProperties {

  @Property
  void sumsOfAnySignalsArePossible(
      @ForAll @Size(min = 1, max = 50)
          List<@BigRange(min = "0.000001", max = "1000000") @Scale(6) BigDecimal> weights,
      @ForAll @BigRange(min = "0", max = "1") @Scale(9) BigDecimal value) {
    Sums sums = Sums.ZERO;
    BigDecimal next = value;
    for (BigDecimal weight : weights) {
      sums = sums.plus(Sums.of(SignalValue.of(next), Weight.of(weight)));
      next = BigDecimal.ONE.subtract(next);
    }

    assertThat(sums.arePossible()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0",
    "0, 1, 0, 1",
    "2, 1, 0, 1",
    "1, 1000000000001, 0, 1000000000002000000000001",
    "1, 1000000, 1000000000000001, 1000000000000",
    "1, 1000000, 0, 1000000000001",
    "1, 1000000, 0, 999999999999",
    "2, 2000000, 0, 1999999999999",
    "2, 2000000, 0, 4000000000001",
    "3, 3, 0, 1",
  })
  void sumsBeyondABoundAreNot(
      long count, BigInteger weight, BigInteger weightedValue, BigInteger weightSquared) {
    assertThat(new Sums(count, weight, weightedValue, weightSquared).arePossible()).isFalse();
  }
}
