package io.signalcoherence.core.score;

import static io.signalcoherence.core.score.Readings.one;
import static io.signalcoherence.core.score.Readings.pair;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.model.Assessment;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.Status;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.Thresholds;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formulas against results worked out by hand. */
final class ScoreModelTest {

  @Test
  void windowWithoutSignalsIsUnknown() {
    assertThat(assess())
        .isEqualTo(
            new Assessment(
                Optional.empty(),
                Status.UNKNOWN,
                Optional.empty(),
                0,
                new BigDecimal("0.000000000")));
  }

  @Test
  void oneSignalIsItsOwnScore() {
    assertThat(assess(pair("a", "t", one("0.123456789", "1000000"))))
        .isEqualTo(
            new Assessment(
                Optional.of(Ratio.of("0.123456789")),
                Status.CRITICAL,
                Optional.of(Ratio.of("1")),
                1,
                new BigDecimal("1.000000000")));
  }

  @Test
  void twoOpposedSourcesOfEqualWeightDoNotAgreeAtAll() {
    Assessment opposed = assess(pair("a", "t", one("1", "2")), pair("b", "t", one("0", "2")));

    assertThat(opposed.score()).contains(Ratio.of("0.5"));
    assertThat(opposed.status()).isEqualTo(Status.WARN);
    assertThat(opposed.agreement()).contains(Ratio.of("0"));
    assertThat(opposed.effectiveSampleSize()).isEqualTo(new BigDecimal("2.000000000"));
  }

  @Test
  void weightsCountInMeanAgreementAndEffectiveSize() {
    // mean 3/4, variance 3/4·1/4 = 3/16, (3+1)²/(9+1) = 1.6
    Assessment unequal = assess(pair("a", "t", one("1", "3")), pair("b", "t", one("0", "1")));

    assertThat(unequal.score()).contains(Ratio.of("0.75"));
    assertThat(unequal.status()).isEqualTo(Status.HEALTHY);
    assertThat(unequal.agreement()).contains(Ratio.of("0.25"));
    assertThat(unequal.effectiveSampleSize()).isEqualTo(new BigDecimal("1.600000000"));
  }

  @Test
  void typesOfOneSourceAreOneStory() {
    Assessment oneSource = assess(pair("a", "t", one("1", "1")), pair("a", "u", one("0", "1")));

    assertThat(oneSource.agreement()).contains(Ratio.of("1"));
    assertThat(oneSource.score()).contains(Ratio.of("0.5"));
  }

  @Test
  void restIsOneSourceOfItsOwn() {
    PairSums rest = new PairSums(Pair.other(), one("0", "1").plus(one("0", "1")));

    assertThat(assess(rest).agreement()).contains(Ratio.of("1"));
    assertThat(assess(rest, pair("a", "t", one("1", "2"))).agreement()).contains(Ratio.of("0"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, HEALTHY, 0.750000000",
    "-1, WARN, 0.750000000",
    "1, HEALTHY, 0.750000000",
  })
  void statusIsDecidedBeforeAnyRounding(long units, Status status, String shown) {
    // a weight of 1e6 makes one unit of Σw·v a thousandth of a billionth of a billionth
    Sums edge = scored("0.75", units);

    assertThat(assess(pair("a", "t", edge)).status()).isEqualTo(status);
    assertThat(assess(pair("a", "t", edge)).score()).contains(Ratio.of(shown));
  }

  @ParameterizedTest
  @CsvSource({"0, WARN", "-1, CRITICAL", "1, WARN"})
  void warningBeginsExactlyAtItsThreshold(long units, Status status) {
    assertThat(assess(pair("a", "t", scored("0.5", units))).status()).isEqualTo(status);
  }

  @Test
  void thresholdsOfTheTenantDecide() {
    Thresholds strict = new Thresholds(Ratio.of("1"), Ratio.of("0.999999999"));
    Thresholds none = new Thresholds(Ratio.of("0"), Ratio.of("0"));

    assertThat(status(one("1", "1"), strict)).isEqualTo(Status.HEALTHY);
    assertThat(status(one("0.999999999", "1"), strict)).isEqualTo(Status.WARN);
    assertThat(status(one("0.999999998", "1"), strict)).isEqualTo(Status.CRITICAL);
    assertThat(status(one("0", "1"), none)).isEqualTo(Status.HEALTHY);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.000000001, 0.000000000",
    "0.000000001, 0.000000002, 0.000000002",
    "0.999999998, 0.999999999, 0.999999998",
    "0.999999999, 1, 1.000000000",
  })
  void tiesOfTheScoreAreRoundedToTheEvenDigit(String first, String second, String score) {
    assertThat(assess(pair("a", "t", one(first, "1").plus(one(second, "1")))).score())
        .contains(Ratio.of(score));
  }

  @Test
  void agreementMeetsAnExactTieThoughItsTermsAreEndless() {
    // three sources' squares over their weight of 3 have no end in decimals; the sum of all has,
    // and the agreement is 0.7237063945, whose even neighbour is below
    PairSums[] pairs = {
      pair("a", "t", one("0.23234", "1").plus(one("0.02407", "2"))),
      pair("b", "t", one("0.88610", "1").plus(one("0.31279", "2"))),
      pair("c", "t", one("0.38744", "1").plus(one("0.59476", "2"))),
      pair("d", "t", one("0.81064", "7"))
    };

    assertThat(assess(pairs).agreement()).contains(Ratio.of("0.723706394"));
  }

  @Test
  void agreementWeighsEachSourcesMeanByItsWholeWeight() {
    PairSums[] pairs = {
      pair("a", "t", one("0.3", "1")),
      pair("b", "t", one("0.6", "2")),
      pair("c", "t", one("0.9", "3"))
    };

    // mean 0.7; Var = (1·0.16 + 2·0.01 + 3·0.04)/6 = 0.05
    assertThat(assess(pairs).agreement()).contains(Ratio.of("0.8"));
  }

  @Test
  void tenThousandSourcesOfTheGreatestWeightsAreExact() {
    PairSums[] pairs = new PairSums[10_000];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = pair("s" + i, "t", one(i % 2 == 0 ? "1" : "0", "1000000"));
    }

    Assessment all = assess(pairs);

    assertThat(all.score()).contains(Ratio.of("0.5"));
    assertThat(all.agreement()).contains(Ratio.of("0"));
    assertThat(all.effectiveSampleSize()).isEqualTo(new BigDecimal("10000.000000000"));
  }

  private static Assessment assess(PairSums... pairs) {
    return ScoreModel.assess(Readings.of(pairs), Thresholds.STANDARD);
  }

  private static Status status(Sums sums, Thresholds thresholds) {
    return ScoreModel.assess(Readings.of(pair("a", "t", sums)), thresholds).status();
  }

  /** Two signals' sums with a total weight of 2e6 and a Σw·v so many units from the score. */
  private static Sums scored(String score, long units) {
    BigInteger weight = BigInteger.valueOf(2_000_000_000_000L);
    BigInteger weighted =
        new BigDecimal(score).movePointRight(9).toBigIntegerExact().multiply(weight);
    return new Sums(
        2, weight, weighted.add(BigInteger.valueOf(units)), weight.pow(2).shiftRight(1));
  }
}
