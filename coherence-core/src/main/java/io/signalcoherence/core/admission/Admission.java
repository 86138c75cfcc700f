package io.signalcoherence.core.admission;

import io.signalcoherence.ports.model.PolicyTags;
import io.signalcoherence.ports.model.Region;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.Tag;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether a signal is admitted. It follows the tenant's policy as it is now; what was
 * deleted stays deleted by the ledger's own floor, whatever is admitted here. Pure.
 */
public final class Admission {

  /** How far ahead of the service's clock an event time may lie; exactly so far is admitted. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final Tag PURPOSE = new Tag("coherence-scoring");
  private static final Tag LICENCE = new Tag("tenant-owned");

  private Admission() {}

  /**
   * Decides on a signal.
   *
   * @param tenant the signal's tenant; empty if none is registered
   * @param now the service's clock
   * @return why the signal is refused; empty if it is admitted
   */
  public static Optional<Rejection> refusal(Signal signal, Optional<Tenant> tenant, Instant now) {
    if (tenant.isEmpty()) {
      return refused(
          RejectionReason.UNKNOWN_TENANT,
          "tenant_id: " + signal.key().tenant() + " (expected: a registered tenant)");
    }
    return refusal(signal, tenant.get(), now);
  }

  /**
   * Decides on a signal of a registered tenant.
   *
   * @param tenant the signal's tenant
   * @param now the service's clock
   * @return why the signal is refused; empty if it is admitted
   */
  public static Optional<Rejection> refusal(Signal signal, Tenant tenant, Instant now) {
    if (tenant.state() != TenantState.ACTIVE) {
      return refused(
          RejectionReason.TENANT_CLOSED,
          "tenant_id: " + tenant.state().wireName() + " (expected: an active tenant)");
    }
    Optional<Region> region = signal.residency();
    if (region.isPresent() && !tenant.residency().allowed().contains(region.get())) {
      return refused(
          RejectionReason.RESIDENCY_MISMATCH,
          "residency: " + region.get() + " (expected: a region of the tenant, or none)");
    }
    return refusedForItsTime(signal, tenant, now);
  }

  private static Optional<Rejection> refusedForItsTime(Signal signal, Tenant tenant, Instant now) {
    Instant ts = signal.key().ts().value();
    Instant latest = now.plus(TOLERANCE);
    if (ts.isAfter(latest)) {
      return refused(
          RejectionReason.TOO_NEW, "ts: " + ts + " (expected: at or before " + latest + ")");
    }
    Optional<Instant> cutOff = tenant.settings().retention().cutOff(now);
    if (cutOff.isPresent() && ts.isBefore(cutOff.get())) {
      return refused(
          RejectionReason.TOO_OLD, "ts: " + ts + " (expected: at or after " + cutOff.get() + ")");
    }
    return Optional.empty();
  }

  private static Optional<Rejection> refused(RejectionReason reason, String detail) {
    return Optional.of(new Rejection(reason, detail));
  }

  /** What policy says of a signal that this tenant sends now; its residency tag names the cell. */
  public static PolicyTags tags(Tenant tenant) {
    return new PolicyTags(
        PURPOSE,
        new Tag(tenant.settings().retention().toString()),
        LICENCE,
        new Tag(tenant.residency().cell().value()));
  }
}
