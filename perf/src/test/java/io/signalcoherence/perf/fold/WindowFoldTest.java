package io.signalcoherence.perf.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The fold against results worked out by hand. */
final class WindowFoldTest {

  private static final Instant AS_OF = Instant.parse("2024-01-02T12:00:30Z");

  private final WindowFold fold = new WindowFold(AS_OF);

  @Test
  void nothingIsUnknown() {
    assertThat(fold.result())
        .isEqualTo(new FoldedScore(null, "UNKNOWN", null, 0, new BigDecimal("0.000000000")));
  }

  @Test
  void twoOpposedSourcesDoNotAgreeAtAll() {
    add("a", "2024-01-02T12:00:00Z", "1", "1");
    add("b", "2024-01-02T12:00:00Z", "0", "1");
    assertThat(fold.result())
        .isEqualTo(
            new FoldedScore(
                decimal("0.500000000"), "WARN", decimal("0.000000000"), 2, decimal("2.000000000")));
  }

  @Test
  void weightsCountInTheMeanAndInTheEffectiveSize() {
    add("a", "2024-01-02T12:00:00Z", "1", "3");
    add("a", "2024-01-02T12:00:00Z", "0", "1");
    assertThat(fold.result())
        .isEqualTo(
            new FoldedScore(
                decimal("0.750000000"),
                "HEALTHY",
                decimal("1.000000000"),
                2,
                decimal("1.600000000")));
  }

  @Test
  void windowHoldsItsFirstMinuteAndTheWholeAsOfMinuteAndNothingElse() {
    add("a", "2024-01-01T12:00:59.999999Z", "0", "1");
    add("a", "2024-01-01T12:01:00Z", "1", "1");
    add("a", "2024-01-02T12:00:59.999999Z", "1", "1");
    add("a", "2024-01-02T12:01:00Z", "0", "1");
    assertThat(fold.result().sampleSize()).isEqualTo(2);
    assertThat(fold.result().score()).isEqualByComparingTo("1");
  }

  @Test
  void statusIsDecidedBeforeRounding() {
    add("a", "2024-01-02T12:00:00Z", "0.749999999", "1000000");
    add("a", "2024-01-02T12:00:00Z", "0.75", "1000000");
    FoldedScore result = fold.result();
    assertThat(result.score()).isEqualByComparingTo("0.75");
    assertThat(result.status()).isEqualTo("WARN");
  }

  private void add(String source, String ts, String value, String weight) {
    fold.add(source, Instant.parse(ts), decimal(value), decimal(weight));
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }
}
