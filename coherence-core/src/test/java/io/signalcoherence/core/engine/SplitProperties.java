package io.signalcoherence.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.Signal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class SplitProperties {

  @Property(tries = 200)
  void exactlyTheCulpritsAreRejectedAndTheRestIsStoredOnce(
      @ForAll @IntRange(min = 1, max = 80) int size,
      @ForAll @Size(max = 12) Set<@IntRange(min = 0, max = 79) Integer> culprits,
      @ForAll @Size(max = 20) List<Fault> faults) {
    Rig rig = new Rig(Rig.oneLane()).warmedUp();
    rig.ledger.unstorable =
        signal ->
            !signal.key().id().value().equals("warm-up")
                && culprits.contains(Integer.valueOf(signal.key().id().value()));
    rig.ledger.script(
        faults.stream()
            .filter(fault -> fault.name().startsWith("UNKNOWN") || fault == Fault.NONE)
            .limit(8)
            .toArray(Fault[]::new));
    List<Receipt> receipts = rig.answers(Rig.signals(Rig.A, size).toArray(new Signal[0]));

    Set<String> stored = new HashSet<>();
    for (Signal signal : rig.stored(Rig.A)) {
      assertThat(stored.add(signal.key().id().value())).isTrue();
    }
    for (int i = 0; i < size; i++) {
      boolean culprit = culprits.contains(i);
      assertThat(stored.contains(String.valueOf(i))).isEqualTo(!culprit);
      if (culprit) {
        assertThat(receipts.get(i))
            .isInstanceOfSatisfying(
                Receipt.Rejected.class,
                rejected ->
                    assertThat(rejected.rejection())
                        .extracting(Rejection::reason)
                        .isEqualTo(RejectionReason.UNSTORABLE));
      } else {
        assertThat(receipts.get(i)).isInstanceOf(Receipt.Accepted.class);
      }
    }
  }
}
