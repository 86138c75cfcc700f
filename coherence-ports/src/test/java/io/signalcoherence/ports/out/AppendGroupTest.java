package io.signalcoherence.ports.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.model.TenantId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AppendGroupTest {

  private static final Signals SIGNAL = Signals.of(new TenantId("alpha"));

  @Test
  void entriesAreSortedByTheBytesOfTheirKeys() {
    AppendGroup group =
        Signals.group(
            SIGNAL.withId("\ud83d\ude00"),
            SIGNAL.withId("\uffff"),
            SIGNAL.withId("b"),
            SIGNAL.withTenant(new TenantId("Beta")),
            SIGNAL.withId("a").withTs("2024-03-11T00:00:00Z"),
            SIGNAL.withId("a"));

    assertThat(group.entries())
        .extracting(entry -> entry.signal().key())
        .isSorted()
        .extracting(key -> key.id().value())
        .containsExactly("1", "a", "a", "b", "\uffff", "\ud83d\ude00");
  }

  @Test
  void emptyGroupsAndKeysThatStandTwiceAreRefused() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> new AppendGroup(List.of()));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> Signals.group(SIGNAL, SIGNAL.withId("2"), SIGNAL.withType("other")));
  }
}
