package io.signalcoherence.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.RetrySafety;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.out.LedgerMonitor;
import io.signalcoherence.ports.out.LedgerMonitor.LedgerCondition;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What {@link LedgerMonitor} promises. */
public abstract class LedgerMonitorContract extends LedgerContract {

  private LedgerCondition look() {
    return ledger().monitor().look();
  }

  @Test
  void ledgerThatKeepsThePromiseHasNoFault() {
    assertThat(look().faults()).isEmpty();
    assertThat(look().epoch()).isEqualTo(new EpochNumber(1));
  }

  @Test
  void newEpochIsSeen() {
    EpochNumber before = look().epoch();

    EpochNumber now = harness().beginNewEpoch();

    assertThat(now).isGreaterThan(before);
    assertThat(look().epoch()).isEqualTo(now);
    assertThat(harness().anotherProcess().monitor().look().epoch()).isEqualTo(now);
    assertThat(win(Signals.of(ALPHA)).epoch()).isEqualTo(now);
  }

  @Test
  void openTransactionAgesTheHorizonUntilItEnds() {
    Duration first;
    try (HeldAppend open = harness().holdOpen(Signals.group(Signals.of(ALPHA)))) {
      soon().until(() -> look().horizonAge().compareTo(Duration.ZERO) > 0);
      first = look().horizonAge();
      soon().until(() -> look().horizonAge().compareTo(first) > 0);
      open.commit();
    }
    soon().until(() -> look().horizonAge().equals(Duration.ZERO));
  }

  @Test
  void looksThatOverlapSeeTheSame() {
    List<Callable<EpochNumber>> looks = Collections.nCopies(8, () -> look().epoch());

    try (Together together = new Together()) {
      assertThat(together.all(looks)).containsOnly(look().epoch());
    }
  }

  @Test
  void failureIsSafeToRetry() {
    harness().down();
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(this::look)
        .matches(e -> e.retry() == RetrySafety.SAFE);
    harness().up();

    assertThat(look().faults()).isEmpty();
  }
}
