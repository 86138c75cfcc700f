package io.signalcoherence.perf.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TwistTest {

  private static final List<Broken> OTHER = List.of(new Broken(Broken.Law.STAYS_SMALL, ""));

  @Test
  void withoutSabotageNothingMayBeBroken() {
    assertThat(Twist.of("none").isAsItMustBe(List.of())).isTrue();
    assertThat(Twist.NONE.isAsItMustBe(OTHER)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(value = Twist.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void eachSabotageMustBreakItsOwnLaw(Twist twist) {
    assertThat(twist.isAsItMustBe(List.of())).isFalse();
    assertThat(twist.isAsItMustBe(OTHER)).isFalse();
    assertThat(
            List.of(Broken.Law.values()).stream()
                .filter(law -> twist.isAsItMustBe(List.of(new Broken(law, "")))))
        .hasSize(1);
    assertThat(twist.verdict(true)).isEqualTo("PASSED: the drill noticed the sabotage");
  }
}
