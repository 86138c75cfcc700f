package io.signalcoherence.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.error.TimedOutException;
import io.signalcoherence.ports.in.ServiceHealth.Component;
import io.signalcoherence.ports.model.EpochNumber;
import io.signalcoherence.ports.out.LedgerMonitor.LedgerCondition;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class HealthCheckTest {

  private static final Duration AGE = Duration.ofMillis(30);

  private Supplier<LedgerCondition> ledger = () -> condition(List.of(), List.of());
  private Duration time = Duration.ZERO;
  private boolean draining;
  private Lanes.Standing lanes = new Lanes.Standing(4, 0, 0);
  private final HealthCheck health =
      new HealthCheck(() -> ledger.get(), () -> time, () -> draining, () -> lanes);

  @Test
  void nothingIsReadyBeforeTheFirstLook() {
    assertThat(health.readiness().ready()).isFalse();
    assertThat(health.horizonAge()).isEmpty();
  }

  @Test
  void soundLedgerIsReadyAndItsWarningsAreShown() {
    ledger = () -> condition(List.of(), List.of("failover: may lose acknowledged signals"));
    health.check();

    assertThat(health.readiness().ready()).isTrue();
    assertThat(health.readiness().components())
        .containsExactly(
            new Component("engine", true, "takes signals"),
            new Component("ledger", true, "epoch 3"),
            new Component("ledger-warning", true, "failover: may lose acknowledged signals"),
            new Component("ledger-seen", true, "0.0 s ago"));
    assertThat(health.horizonAge()).contains(AGE);
  }

  @Test
  void faultMakesItNotReady() {
    ledger = () -> condition(List.of("fsync: off (expected: on)"), List.of());
    health.check();

    assertThat(health.readiness().ready()).isFalse();
    assertThat(health.readiness().components())
        .contains(new Component("ledger", false, "fsync: off (expected: on)"));
  }

  @Test
  void lookThatFailsSaysItsCodeAndNothingElse() {
    ledger =
        () -> {
          throw new TimedOutException("ledger-timeout", "host 10.0.0.7 said nothing", null);
        };
    health.check();
    assertThat(health.readiness().components())
        .contains(new Component("ledger", false, "ledger-timeout"));
    assertThat(health.horizonAge()).isEmpty();

    ledger =
        () -> {
          throw new IllegalStateException("host 10.0.0.7");
        };
    health.check();
    assertThat(health.readiness().components())
        .contains(new Component("ledger", false, "unexpected failure"));
  }

  @Test
  void lookThatIsTooOldCountsForNothing() {
    health.check();
    time = Duration.ofSeconds(10);
    assertThat(health.readiness().ready()).isTrue();
    time = Duration.ofSeconds(11);
    assertThat(health.readiness().ready()).isFalse();
  }

  @Test
  void lookThatDoesNotEndIsToldLongBeforeTheLastOneIsTooOld() {
    health.check();
    time = Duration.ofSeconds(1);
    ledger =
        () -> {
          time = Duration.ofMillis(3_500);
          assertThat(health.readiness().ready()).isFalse();
          assertThat(health.readiness().components())
              .contains(new Component("ledger", false, "no answer for 2.5 s"));
          return condition(List.of(), List.of());
        };
    health.check();
    assertThat(health.readiness().ready()).isTrue();
  }

  @Test
  void lanesThatRefuseAreShownWhileAnotherStores() {
    health.check();
    lanes = new Lanes.Standing(4, 3, 1);
    assertThat(health.readiness().ready()).isTrue();
    assertThat(health.readiness().components())
        .contains(new Component("lanes", true, "3 of 4 refuse signals"));
  }

  @Test
  void oneLaneThatRefusesIsNotReadyWhileNoOtherStores() {
    health.check();
    lanes = new Lanes.Standing(4, 1, 0);
    assertThat(health.readiness().ready()).isFalse();
    assertThat(health.readiness().components())
        .contains(new Component("lanes", false, "1 of 4 refuse signals, none stores any"));
  }

  @Test
  void drainingIsNotReadyAtOnce() {
    health.check();
    draining = true;
    assertThat(health.readiness().ready()).isFalse();
    assertThat(health.readiness().components())
        .contains(new Component("engine", false, "draining"));
  }

  private static LedgerCondition condition(List<String> faults, List<String> warnings) {
    return new LedgerCondition(new EpochNumber(3), AGE, faults, warnings);
  }
}
