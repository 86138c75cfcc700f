package io.signalcoherence.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.InvalidValueException;
import io.signalcoherence.ports.error.RetrySafety;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.CacheTime;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.PairLimit;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Retention;
import io.signalcoherence.ports.model.ShareWeight;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Thresholds;
import io.signalcoherence.ports.out.TenantRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What {@link TenantRegistry} promises. */
public abstract class TenantRegistryContract extends LedgerContract {

  private static final TenantSettings UNUSUAL =
      new TenantSettings(
          new Thresholds(Ratio.of("0.999999999"), Ratio.of("0.000000001")),
          new ShareWeight(1_000),
          Retention.ofDays(36_500),
          new PairLimit(100_000),
          Optional.of(new CacheTime(Duration.ofMillis(3_599_999))));

  private TenantRegistry tenants() {
    return ledger().tenants();
  }

  @Test
  void registeredTenantIsFoundAsItIs() {
    Tenant tenant =
        new Tenant(
            new TenantId("\u0130 '\";-- \ud83d\ude00"),
            new Organisation("\u00e9"),
            harness().residency(),
            TenantState.ACTIVE,
            UNUSUAL);

    assertThat(tenants().register(tenant)).isEqualTo(tenant);

    assertThat(tenants().find(tenant.id())).contains(tenant);
    assertThat(harness().anotherProcess().tenants().find(tenant.id())).contains(tenant);
  }

  @Test
  void tenantMayBeAllowedMoreThanItsCell() {
    Set<Region> regions = new HashSet<>(harness().residency().allowed());
    regions.add(new Region("far-away"));
    Residency wide = new Residency(harness().residency().cell(), regions);
    Tenant tenant =
        new Tenant(
            new TenantId("wide"),
            new Organisation("acme"),
            wide,
            TenantState.ACTIVE,
            TenantSettings.STANDARD);

    assertThat(tenants().register(tenant)).isEqualTo(tenant);
    assertThat(tenants().find(tenant.id())).contains(tenant);
  }

  @Test
  void retentionWithoutLimitIsKept() {
    TenantSettings unlimited =
        new TenantSettings(
            Thresholds.STANDARD, ShareWeight.ONE, Retention.UNLIMITED, PairLimit.STANDARD);

    assertThat(tenants().change(ALPHA, unlimited)).map(Tenant::settings).contains(unlimited);
    assertThat(tenants().find(ALPHA)).map(Tenant::settings).contains(unlimited);
  }

  @Test
  void unknownNamesAreNotFoundAndNotChanged() {
    TenantId nobody = new TenantId("nobody");

    assertThat(tenants().find(nobody)).isEmpty();
    assertThat(tenants().change(nobody, UNUSUAL)).isEmpty();
    assertThat(tenants().move(nobody, TenantState.ERASED)).isEmpty();
    assertThat(tenants().find(nobody)).isEmpty();
    assertThat(tenants().find(new TenantId("Alpha"))).isEmpty();
    assertThat(tenants().find(new TenantId("alpha "))).isEmpty();
  }

  @Test
  void takenNameKeepsItsTenant() {
    Tenant holder = tenants().find(ALPHA).orElseThrow();
    Tenant other =
        new Tenant(
            ALPHA,
            new Organisation("umbrella"),
            harness().residency(),
            TenantState.DRAINING,
            UNUSUAL);

    assertThat(tenants().register(other)).isEqualTo(holder);
    assertThat(tenants().find(ALPHA)).contains(holder);
  }

  @Test
  void allAreListedInTheOrderOfTheirNames() {
    for (String name : List.of("\ud83d\ude00", "\uffee", "alpha2", "Zulu", "\u00e9", "alph")) {
      tenants().register(tenant(name));
    }

    assertThat(tenants().list())
        .extracting(tenant -> tenant.id().value())
        .containsExactly(
            "Zulu", "alph", "alpha", "alpha2", "beta", "gamma", "\u00e9", "\uffee", "\ud83d\ude00");
  }

  @Test
  void cellThatIsNotKnownIsRefused() {
    assertRefused(new Residency(new Cell("no-such-cell"), harness().residency().allowed()));
  }

  @Test
  void cellWithARegionThatIsNotAllowedIsRefused() {
    Residency elsewhere =
        new Residency(harness().residency().cell(), Set.of(new Region("far-away")));
    assertRefused(elsewhere);
  }

  private void assertRefused(Residency residency) {
    Tenant tenant =
        new Tenant(
            new TenantId("delta"),
            new Organisation("acme"),
            residency,
            TenantState.ACTIVE,
            TenantSettings.STANDARD);
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> tenants().register(tenant));
    assertThat(tenants().find(tenant.id())).isEmpty();
  }

  @Test
  void changedSettingsAreSeenByEveryLaterCall() {
    Tenant before = tenants().find(ALPHA).orElseThrow();
    Tenant after =
        new Tenant(before.id(), before.organisation(), before.residency(), before.state(), UNUSUAL);

    assertThat(tenants().change(ALPHA, UNUSUAL)).contains(after);

    assertThat(tenants().find(ALPHA)).contains(after);
    assertThat(harness().anotherProcess().tenants().find(ALPHA)).contains(after);
  }

  @Test
  void tenantDrainsAndComesBack() {
    assertThat(moved(TenantState.DRAINING)).isEqualTo(TenantState.DRAINING);
    assertThat(moved(TenantState.DRAINING)).isEqualTo(TenantState.DRAINING);
    assertThat(moved(TenantState.ACTIVE)).isEqualTo(TenantState.ACTIVE);
    assertThat(moved(TenantState.ERASED)).isEqualTo(TenantState.ERASED);
  }

  @Test
  void erasedTenantStaysErased() {
    moved(TenantState.DRAINING);
    moved(TenantState.ERASED);

    for (TenantState state : TenantState.values()) {
      assertThat(moved(state)).isEqualTo(TenantState.ERASED);
    }
    assertThat(register(ALPHA).state()).isEqualTo(TenantState.ERASED);
  }

  private TenantState moved(TenantState to) {
    TenantState answered = tenants().move(ALPHA, to).orElseThrow().state();
    assertThat(tenants().find(ALPHA)).map(Tenant::state).contains(answered);
    return answered;
  }

  @Test
  void theOtherTenantCannotBeChangedByIt() {
    Tenant beta = tenants().find(BETA).orElseThrow();

    tenants().change(ALPHA, UNUSUAL);
    tenants().move(ALPHA, TenantState.ERASED);

    assertThat(tenants().find(BETA)).contains(beta);
    win(Signals.of(BETA));
  }

  @Test
  void nameIsTakenByOneOfManyAtOnce() {
    List<Callable<Tenant>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      TenantRegistry tenants = (i % 2 == 0 ? ledger() : harness().anotherProcess()).tenants();
      Tenant mine =
          new Tenant(
              new TenantId("contested"),
              new Organisation("org-" + i),
              harness().residency(),
              TenantState.ACTIVE,
              TenantSettings.STANDARD);
      tasks.add(() -> tenants.register(mine));
    }

    try (Together together = new Together()) {
      assertThat(new HashSet<>(together.all(tasks)))
          .singleElement()
          .isEqualTo(tenants().find(new TenantId("contested")).orElseThrow());
    }
  }

  @Test
  void changesOfSettingsAndOfStateDoNotUndoEachOther() {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      boolean changes = i % 2 == 0;
      tasks.add(
          () ->
              changes
                  ? tenants().change(ALPHA, UNUSUAL).isPresent()
                  : tenants().move(ALPHA, TenantState.DRAINING).isPresent());
    }

    try (Together together = new Together()) {
      assertThat(together.all(tasks)).containsOnly(true);
    }

    Tenant alpha = tenants().find(ALPHA).orElseThrow();
    assertThat(alpha.state()).isEqualTo(TenantState.DRAINING);
    assertThat(alpha.settings()).isEqualTo(UNUSUAL);
  }

  @Test
  void failureIsSafeToRetry() {
    harness().down();
    List<Callable<?>> calls =
        List.of(
            () -> tenants().find(ALPHA),
            () -> tenants().list(),
            () -> tenants().register(tenant("delta")),
            () -> tenants().change(ALPHA, UNUSUAL),
            () -> tenants().move(ALPHA, TenantState.ERASED));
    for (Callable<?> call : calls) {
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(call::call)
          .matches(e -> e.retry() == RetrySafety.SAFE);
    }
    harness().up();

    assertThat(tenants().list())
        .hasSize(3)
        .allMatch(tenant -> tenant.state() == TenantState.ACTIVE);
    assertThat(tenants().find(ALPHA)).contains(tenant(ALPHA.value()));
  }
}
