package io.signalcoherence.ports.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.Inclusion;
import io.signalcoherence.ports.model.Snapshot;
import io.signalcoherence.ports.model.TenantId;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What {@link io.signalcoherence.ports.out.WindowStore#unchangedSince} promises. */
public abstract class WindowRecheckContract extends LedgerContract {

  private Snapshot known(TenantId tenant) {
    return read(tenant, Signals.NOON).snapshot();
  }

  private Optional<Snapshot> unchanged(TenantId tenant, Snapshot known) {
    return ledger().windows().unchangedSince(tenant, known);
  }

  @Test
  void quietTenantIsUnchangedAndTheSnapshotIsOfNow() {
    win(Signals.of(ALPHA));
    Snapshot known = known(ALPHA);
    CommitToken others = win(Signals.of(BETA));

    Snapshot now = unchanged(ALPHA, known).orElseThrow();

    assertThat(known.includes(others)).isEqualTo(Inclusion.NOT_INCLUDED);
    assertThat(now.includes(others)).isEqualTo(Inclusion.INCLUDED);
    assertThat(now.isNoOlderThan(known)).isTrue();
    assertThat(unchanged(ALPHA, now)).isPresent();
  }

  @Test
  void tenantWithANewCommitHasChangedWhereverItsWindow() {
    Snapshot known = known(ALPHA);
    win(Signals.of(ALPHA).withTs("2021-01-01T00:00:00Z"));

    assertThat(unchanged(ALPHA, known)).isEmpty();
    assertThat(unchanged(BETA, known)).isPresent();
    assertThat(unchanged(ALPHA, known(ALPHA))).isPresent();
  }

  @Test
  void eachTenantOfAGroupHasChanged() {
    Snapshot known = known(ALPHA);
    append(Signals.of(ALPHA), Signals.of(BETA));

    assertThat(unchanged(ALPHA, known)).isEmpty();
    assertThat(unchanged(BETA, known)).isEmpty();
    assertThat(unchanged(GAMMA, known)).isPresent();
  }

  @Test
  void tenantWhoseSignalsWereAllThereHasNotChanged() {
    win(Signals.of(ALPHA));
    Snapshot known = known(ALPHA);
    append(Signals.of(ALPHA), Signals.of(BETA));
    append(Signals.of(ALPHA));

    assertThat(unchanged(ALPHA, known)).isPresent();
    assertThat(unchanged(BETA, known)).isEmpty();
  }

  @Test
  void commitThatWasOpenHasChangedItsTenantThoughYoungerOnesWereSeen() {
    try (HeldAppend open = harness().holdOpen(Signals.group(Signals.of(ALPHA)))) {
      win(Signals.of(BETA));
      Snapshot known = known(ALPHA);
      assertThat(unchanged(ALPHA, known)).isPresent();

      open.commit();

      assertThat(unchanged(ALPHA, known)).isEmpty();
      assertThat(unchanged(BETA, known)).isPresent();
    }
  }

  @Test
  void appendThatWasRolledBackHasChangedNothing() {
    try (HeldAppend open = harness().holdOpen(Signals.group(Signals.of(ALPHA)))) {
      Snapshot known = known(ALPHA);
      open.rollback();

      assertThat(unchanged(ALPHA, known)).isPresent();
    }
  }

  @Test
  void nothingIsKnownOfAnotherEpoch() {
    win(Signals.of(ALPHA));
    Snapshot known = known(ALPHA);
    harness().beginNewEpoch();

    assertThat(unchanged(ALPHA, known)).isEmpty();
    assertThat(unchanged(ALPHA, known(ALPHA))).isPresent();
  }

  @Test
  void unchangedTenantReadsTheSameAndChangedOneIsTold() {
    SplittableRandom random = new SplittableRandom(5);
    var before = read(ALPHA, Signals.NOON);
    for (int i = 0; i < 60; i++) {
      TenantId tenant = random.nextInt(4) == 0 ? ALPHA : BETA;
      win(Signals.of(tenant).withId("k" + i));
      Optional<Snapshot> now = unchanged(ALPHA, before.snapshot());
      var after = read(ALPHA, Signals.NOON);
      assertThat(now.isPresent()).isEqualTo(after.pairs().equals(before.pairs()));
      before = after;
    }
  }

  @Test
  void storeThatIsAwayIsAFailureAndNotAnAnswer() {
    Snapshot known = known(ALPHA);
    harness().down();

    assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> unchanged(ALPHA, known));
  }
}
