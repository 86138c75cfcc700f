package io.signalcoherence.perf.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SpreadTest {

  @Test
  void eachQuantileIsATimeThatWasSeen() {
    Spread spread = spread(1, 100);
    assertThat(spread).isEqualTo(new Spread(100, 50, 99, 100));
    assertThat(spread.text()).isEqualTo("100: 50.0 / 99.0 / 100");
  }

  @Test
  void oneSlowOfAHundredIsBeyondP99AndTwoAreNot() {
    assertThat(spread(1, 101).p99()).isEqualTo(100);
    assertThat(spread(1, 200).p99()).isEqualTo(198);
  }

  @Test
  void ofOneAllAreTheSame() {
    assertThat(Spread.ofNanos(List.of(1_234_567L))).isEqualTo(new Spread(1, 1.235, 1.235, 1.235));
  }

  @Test
  void ofNoneThereIsNothingToTell() {
    assertThat(Spread.ofNanos(List.of())).isEqualTo(new Spread(0, 0, 0, 0));
    assertThat(spread(1, 0).text()).isEqualTo("–");
  }

  private static Spread spread(long firstMillis, long lastMillis) {
    return Spread.ofNanos(
        LongStream.rangeClosed(firstMillis, lastMillis)
            .map(millis -> millis * Spread.NANOS_PER_MILLI)
            .boxed()
            .toList());
  }
}
