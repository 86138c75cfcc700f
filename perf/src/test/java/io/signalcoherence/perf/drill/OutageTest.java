package io.signalcoherence.perf.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OutageTest {

  @ParameterizedTest
  @EnumSource(Outage.class)
  void itsOwnNameMeansItAlone(Outage outage) {
    assertThat(Outage.named(outage.wireName())).containsExactly(outage);
  }

  @Test
  void allMeansEachOnce() {
    assertThat(Outage.named("all")).containsExactly(Outage.values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ALL", "disk_full", "killed "})
  void anotherNameIsRefusedWithThoseThatAreTaken(String name) {
    assertThatThrownBy(() -> Outage.named(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "fault: "
                + name
                + " (expected: all, disk-full, frozen, slow, black-hole, cut, exhausted, killed)");
  }

  @Test
  void onlyASlowLedgerStillMoves() {
    for (Outage outage : Outage.values()) {
      assertThat(outage.stopsLedger()).isEqualTo(outage != Outage.SLOW);
    }
  }
}
