package io.signalcoherence.core.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.signalcoherence.ports.contract.HeldAppend;
import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the memory ledger refuses, and how it ends a wait. */
final class MemoryLimitsTest {

  private static final TenantId ALPHA = new TenantId("alpha");

  @Test
  void patienceIsAboveZero() {
    for (Duration bad : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
      assertThatExceptionOfType(InvalidValueException.class)
          .isThrownBy(() -> new MemorySettings(Map.of(), bad));
    }
  }

  @Test
  void interruptedWaitHasDoneNothingAndTheThreadStaysInterrupted() {
    try (MemoryHarness harness = harness();
        HeldAppend open = harness.holdOpen(Signals.group(Signals.of(ALPHA)))) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> harness.ledger().signals().append(Signals.group(Signals.of(ALPHA))));
      assertThat(Thread.interrupted()).isTrue();
      open.rollback();
      assertThat(harness.storedSignals(ALPHA)).isEmpty();
    }
  }

  @Test
  void epochDoesNotEndUnderAnOpenTransaction() {
    try (MemoryHarness harness = harness();
        HeldAppend open = harness.holdOpen(Signals.group(Signals.of(ALPHA)))) {
      assertThatIllegalStateException().isThrownBy(harness::beginNewEpoch);
      open.commit();
      assertThat(harness.beginNewEpoch().value()).isEqualTo(2);
    }
  }

  private static MemoryHarness harness() {
    MemoryHarness harness = new MemoryHarness();
    harness
        .ledger()
        .tenants()
        .register(
            new Tenant(
                ALPHA,
                new Organisation("acme"),
                harness.residency(),
                TenantState.ACTIVE,
                TenantSettings.STANDARD));
    return harness;
  }
}
