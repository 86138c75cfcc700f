package io.signalcoherence.perf.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The generator against published outputs of its algorithm. */
final class SplitMix64Test {

  @Test
  void seed1234567GivesThePublishedSequence() {
    SplitMix64 random = new SplitMix64(1234567);
    assertThat(LongStream.generate(random::nextLong).limit(5).mapToObj(Long::toUnsignedString))
        .containsExactly(
            "6457827717110365317",
            "3203168211198807973",
            "9817491932198370423",
            "4593380528125082431",
            "16408922859458223821");
  }

  @Test
  void partsOfOneSeedDiffer() {
    long first = SplitMix64.forPart(1, 2, 3).nextLong();
    assertThat(first).isNotEqualTo(SplitMix64.forPart(1, 3, 2).nextLong());
    assertThat(first).isNotEqualTo(SplitMix64.forPart(2, 2, 3).nextLong());
    assertThat(first).isEqualTo(SplitMix64.forPart(1, 2, 3).nextLong());
  }

  @Test
  void boundedNumbersReachBothEndsAndStayInside() {
    SplitMix64 random = new SplitMix64(7);
    int[] hits = new int[3];
    for (int i = 0; i < 3000; i++) {
      hits[random.below(3)]++;
    }
    for (int count : hits) {
      assertThat(count).isBetween(900, 1100);
    }
  }
}
