package io.signalcoherence.perf.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class SizeFindingTest {

  private static final Footprint BEFORE = new Footprint(500, 20, 50);

  @Test
  void growthWithinTheBoundsIsNoFault() {
    Footprint loaded = new Footprint(564, 44, 66);
    SizeFinding found = new SizeFinding(BEFORE, loaded, new Footprint(564, 28, 66));
    assertThat(found.broken()).isEmpty();
    assertThat(found.resident()).isEqualTo("500 / 564 / 564");
    assertThat(found.threads()).isEqualTo("50 / 66 / 66");
  }

  @Test
  void whatGrowsBeyondItsBoundIsTold() {
    assertThat(new SizeFinding(BEFORE, BEFORE, new Footprint(565, 29, 67)).broken())
        .containsExactly(
            broken("after recovery, resident MiB: 565, before 500 (expected: at most 64 more)"),
            broken("after recovery, live heap MiB: 29, before 20 (expected: at most 8 more)"),
            broken("after recovery, threads: 67, before 50 (expected: at most 16 more)"));
    assertThat(new SizeFinding(BEFORE, new Footprint(500, 45, 67), BEFORE).broken())
        .containsExactly(
            broken(
                "at the end of the fault, live heap MiB: 45, before 20 (expected: at most 24"
                    + " more)"),
            broken("at the end of the fault, threads: 67, before 50 (expected: at most 16 more)"));
  }

  @Test
  void theLiveHeapIsWhatAFullCollectionLeftInTheOldGeneration() throws IOException {
    String said =
        """
        41:
         PSYoungGen      total 114688K, used 2048K [0x0, 0x0, 0x0)
          eden space 98304K, 0% used [0x0,0x0,0x0)
         ParOldGen       total 262144K, used 20480K [0x0, 0x0, 0x0)
          object space 262144K, 7% used [0x0,0x0,0x0)
         Metaspace       used 40000K, committed 41000K, reserved 1114112K
        """;
    assertThat(Footprint.live(said)).isEqualTo(20);
  }

  @Test
  void anotherCollectorsHeapIsRefused() {
    assertThatThrownBy(() -> Footprint.live("garbage-first heap total 262144K, used 20480K"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no ParOldGen");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessThatIsGoneHasNone() {
    assertThatThrownBy(() -> Footprint.of(Integer.MAX_VALUE)).isInstanceOf(IOException.class);
  }

  private static Broken broken(String detail) {
    return new Broken(Broken.Law.STAYS_SMALL, detail);
  }
}
