package io.signalcoherence.ports.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalcoherence.ports.error.InvalidValueException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class DissenterTest {

  private static final SourceId A = new SourceId("a");
  private static final SourceId B = new SourceId("b");
  private static final Ratio HALF = Ratio.of("0.5");

  @Test
  void edgeIsTheValueNearestToTheOthersThatStillDisagrees() {
    Sums third = sums("0", "2").plus(sums("1", "1"));
    Dissenter above = new Dissenter(A, sums("1", "1"), third, HALF);
    Dissenter below = new Dissenter(B, third, sums("1", "1"), HALF);

    // m' = 1/3, so v ≥ 0.8333333333…, which the next billionth above meets first
    assertThat(above.above()).isTrue();
    assertThat(above.edge()).isEqualTo(new SignalValue(833_333_334));
    assertThat(above.agrees(new SignalValue(833_333_333))).isTrue();
    assertThat(above.agrees(above.edge())).isFalse();
    assertThat(below.above()).isFalse();
    assertThat(below.edge()).isEqualTo(new SignalValue(500_000_000));
    assertThat(below.agrees(new SignalValue(500_000_001))).isTrue();
    assertThat(below.agrees(below.edge())).isFalse();
    assertThat(below.since(Optional.empty()))
        .isEqualTo(new Dissent(B, Ratio.of("0.333333333"), Ratio.of("1"), Optional.empty()));
  }

  @Test
  void whoeverDoesNotDisagreeIsNone() {
    assertThat(Dissenter.among(Map.of(), HALF)).isEmpty();
    assertThat(Dissenter.among(Map.of(A, sums("1", "1"), B, Sums.ZERO), HALF)).isEmpty();
    assertThatThrownBy(() -> new Dissenter(A, sums("0.5", "1"), sums("0.4", "1"), HALF))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("dissenter: a (expected: a source that disagrees with others)");
    assertThatThrownBy(() -> new Dissenter(A, Sums.ZERO, sums("1", "1"), HALF))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new Dissenter(A, sums("1", "1"), Sums.ZERO, HALF))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> Dissenter.among(Map.of(), Ratio.of("0")))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("threshold: 0.000000000 (expected: above 0 and at most 1)");
  }

  @Test
  void dissentersComeInTheOrderOfTheirNames() {
    assertThat(Dissenter.among(Map.of(B, sums("1", "1"), A, sums("0", "1")), Ratio.of("1")))
        .extracting(Dissenter::source)
        .containsExactly(A, B);
  }

  @Property
  void exactlyTheSourcesAtLeastTheThresholdApartDissentAndTheirEdgeHolds(
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long one,
      @ForAll @LongRange(min = 0, max = 1_000_000_000) long other,
      @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long weight,
      @ForAll @IntRange(min = 1, max = 1_000_000_000) int threshold) {
    Sums own = Sums.of(new SignalValue(one), new Weight(weight));
    Sums others = Sums.of(new SignalValue(other), new Weight(1 + weight / 3));
    Ratio apart = new Ratio(BigDecimal.valueOf(threshold, 9));

    List<Dissenter> found = Dissenter.among(Map.of(A, own, B, others), apart);

    assertThat(found).hasSize(Math.abs(one - other) >= threshold ? 2 : 0);
    for (Dissenter dissenter : found) {
      long others1 = dissenter.source().equals(A) ? other : one;
      long edge = dissenter.above() ? others1 + threshold : others1 - threshold;
      assertThat(dissenter.edge()).isEqualTo(new SignalValue(edge));
    }
  }

  private static Sums sums(String value, String weight) {
    return Sums.of(SignalValue.of(new BigDecimal(value)), Weight.of(new BigDecimal(weight)));
  }
}
