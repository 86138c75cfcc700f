package io.signalcoherence.core.score;

import static io.signalcoherence.core.score.Readings.one;
import static io.signalcoherence.core.score.Readings.pair;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.model.Contribution;
import io.signalcoherence.ports.model.Explanation;
import io.signalcoherence.ports.model.Pair;
import io.signalcoherence.ports.model.PairSums;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a score is split, against results worked out by hand. */
final class ExplanationsTest {

  private static final BigDecimal NONE = new BigDecimal("0.000000000");

  @Test
  void windowWithoutSignalsHasNoParts() {
    assertThat(Explanations.explain(Readings.of(), 10))
        .isEqualTo(new Explanation(List.of(), NONE, 0));
  }

  @Test
  void greatestPartsAreNamedAndTheRestSummedUp() {
    PairSums small = pair("a", "t", one("0.1", "1"));
    PairSums great = pair("b", "t", one("0.9", "1"));
    PairSums middle = new PairSums(Pair.other(), one("0.5", "1"));
    PairSums nothing = pair("c", "t", one("0", "1"));

    Explanation top = Explanations.explain(Readings.of(small, great, middle, nothing), 2);

    assertThat(top)
        .isEqualTo(
            new Explanation(
                List.of(
                    new Contribution(great.pair(), new BigDecimal("0.225000000"), great.sums()),
                    new Contribution(middle.pair(), new BigDecimal("0.125000000"), middle.sums())),
                new BigDecimal("0.025000000"),
                2));
  }

  @Test
  void nothingNamedIsAllRemainder() {
    assertThat(Explanations.explain(Readings.of(pair("a", "t", one("0.4", "1"))), 0))
        .isEqualTo(new Explanation(List.of(), new BigDecimal("0.400000000"), 1));
  }

  @Test
  void missingBillionthsGoToWhatWasCutDownMostAndTiesToTheFirst() {
    // each a third of 1: cut down to 0.333333333, one billionth is missing
    Explanation thirds =
        Explanations.explain(
            Readings.of(
                pair("c", "t", one("1", "1")),
                pair("b", "t", one("1", "1")),
                pair("a", "t", one("1", "1"))),
            3);

    assertThat(thirds.top())
        .extracting(Contribution::part)
        .containsExactly(
            new BigDecimal("0.333333334"),
            new BigDecimal("0.333333333"),
            new BigDecimal("0.333333333"));
    assertThat(thirds.top()).first().matches(part -> part.pair().toString().contains("a"));
    assertThat(thirds.remainder()).isEqualTo(NONE);
    assertThat(thirds.remainderPairs()).isZero();
  }

  @Test
  void greatestRemainderGoesFirstWhateverTheOrder() {
    // of weight 3: 1e-9/3 and 2e-9/3 make a score of 1e-9, the second is cut down more
    Explanation parts =
        Explanations.explain(
            Readings.of(
                pair("a", "t", one("0.000000001", "1")), pair("b", "t", one("0.000000001", "2"))),
            2);

    assertThat(parts.top())
        .extracting(Contribution::part)
        .containsExactly(new BigDecimal("0.000000001"), NONE);
    assertThat(parts.top().get(0).sums()).isEqualTo(one("0.000000001", "2"));
  }
}
