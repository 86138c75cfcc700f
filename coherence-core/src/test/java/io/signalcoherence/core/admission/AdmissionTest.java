package io.signalcoherence.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalcoherence.ports.contract.Signals;
import io.signalcoherence.ports.model.Cell;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Organisation;
import io.signalcoherence.ports.model.PairLimit;
import io.signalcoherence.ports.model.PolicyTags;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.Residency;
import io.signalcoherence.ports.model.Retention;
import io.signalcoherence.ports.model.ShareWeight;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.Tag;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.model.TenantSettings;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is admitted, and who not for which reason. */
final class AdmissionTest {

  private static final Instant NOW = Signals.NOON.value();
  private static final TenantId ID = new TenantId("alpha");
  private static final Signals SIGNAL = Signals.of(ID);
  private static final Retention DAY = Retention.ofDays(1);

  @Test
  void signalOfAnActiveTenantIsAdmitted() {
    assertThat(reason(SIGNAL.signal(), tenant(TenantState.ACTIVE, DAY))).isEmpty();
  }

  @Test
  void signalOfATenantThatIsNotRegisteredIsRefused() {
    Optional<Rejection> refusal = Admission.refusal(SIGNAL.signal(), Optional.empty(), NOW);

    assertThat(refusal).map(Rejection::reason).contains(RejectionReason.UNKNOWN_TENANT);
    assertThat(refusal.orElseThrow().detail()).contains("tenant_id", "alpha");
  }

  @ParameterizedTest
  @CsvSource({"DRAINING", "ERASED"})
  void signalOfAClosedTenantIsRefused(TenantState state) {
    assertThat(reason(SIGNAL.signal(), tenant(state, DAY))).contains(RejectionReason.TENANT_CLOSED);
  }

  @ParameterizedTest
  @CsvSource({"east, ''", "west, ''", "north, RESIDENCY_MISMATCH", "East, RESIDENCY_MISMATCH"})
  void residencyMayOnlyRepeatARegionOfTheTenant(String region, String expected) {
    Signal signal = SIGNAL.withResidency(new Region(region)).signal();

    assertThat(reason(signal, tenant(TenantState.ACTIVE, DAY)).map(Enum::name).orElse(""))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-03-10T12:05:00Z, ''",
    "2024-03-10T12:05:00.000001Z, TOO_NEW",
    "9999-12-31T23:59:59Z, TOO_NEW",
    "2024-03-09T12:00:00Z, ''",
    "2024-03-09T11:59:59.999999Z, TOO_OLD",
    "2000-01-01T00:00:00Z, TOO_OLD",
  })
  void timesAreAdmittedFromTheCutOffToFiveMinutesAhead(String ts, String expected) {
    assertThat(
            reason(SIGNAL.withTs(ts).signal(), tenant(TenantState.ACTIVE, DAY))
                .map(Enum::name)
                .orElse(""))
        .isEqualTo(expected);
  }

  @Test
  void retentionWithoutLimitAdmitsAnyPast() {
    assertThat(
            reason(
                SIGNAL.withTs(new EventTime(EventTime.EARLIEST)).signal(),
                tenant(TenantState.ACTIVE, Retention.UNLIMITED)))
        .isEmpty();
  }

  @Property
  void whatIsAdmittedLiesWithinRetentionAndTolerance(
      @ForAll @LongRange(min = -200_000, max = 1_000) long seconds,
      @ForAll @LongRange(min = 1, max = 3) long days) {
    Instant ts = NOW.plusSeconds(seconds);
    Tenant tenant = tenant(TenantState.ACTIVE, Retention.ofDays(days));
    boolean admitted = reason(SIGNAL.withTs(new EventTime(ts)).signal(), tenant).isEmpty();

    assertThat(admitted)
        .isEqualTo(seconds <= 300 && Duration.ofSeconds(-seconds).toSeconds() <= days * 86_400);
  }

  @Test
  void tagsSayPurposeRetentionLicenceAndCell() {
    assertThat(Admission.tags(tenant(TenantState.ACTIVE, Retention.STANDARD)))
        .isEqualTo(
            new PolicyTags(
                new Tag("coherence-scoring"),
                new Tag("standard-365d"),
                new Tag("tenant-owned"),
                new Tag("coast")));
    assertThat(Admission.tags(tenant(TenantState.ACTIVE, Retention.UNLIMITED)).retention())
        .isEqualTo(new Tag("unlimited"));
  }

  private static Optional<RejectionReason> reason(Signal signal, Tenant tenant) {
    return Admission.refusal(signal, Optional.of(tenant), NOW).map(Rejection::reason);
  }

  private static Tenant tenant(TenantState state, Retention retention) {
    return new Tenant(
        ID,
        new Organisation("acme"),
        new Residency(new Cell("coast"), Set.of(new Region("east"), new Region("west"))),
        state,
        new TenantSettings(Thresholds.STANDARD, ShareWeight.ONE, retention, PairLimit.STANDARD));
  }
}
