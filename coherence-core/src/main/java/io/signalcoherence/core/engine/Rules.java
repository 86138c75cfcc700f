package io.signalcoherence.core.engine;

import io.signalcoherence.ports.model.Assessment;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.EventTime;
import io.signalcoherence.ports.model.Explanation;
import io.signalcoherence.ports.model.PairSums;
import io.signalcoherence.ports.model.PayloadDigest;
import io.signalcoherence.ports.model.PolicyTags;
import io.signalcoherence.ports.model.ProvenanceId;
import io.signalcoherence.ports.model.Ratio;
import io.signalcoherence.ports.model.Receipt;
import io.signalcoherence.ports.model.Rejection;
import io.signalcoherence.ports.model.RejectionReason;
import io.signalcoherence.ports.model.Signal;
import io.signalcoherence.ports.model.Status;
import io.signalcoherence.ports.model.Sums;
import io.signalcoherence.ports.model.Tag;
import io.signalcoherence.ports.model.Tenant;
import io.signalcoherence.ports.model.TenantState;
import io.signalcoherence.ports.model.Thresholds;
import io.signalcoherence.ports.model.WindowReading;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rules as the engine applies them. */
final class Rules {

  private Rules() {}

  static Optional<Rejection> refusal(Signal signal, Optional<Tenant> tenant, Instant now) {
    if (tenant.isEmpty()) {
      return Optional.of(
          new Rejection(RejectionReason.UNKNOWN_TENANT, "tenant_id: not registered"));
    }
    if (tenant.get().state() != TenantState.ACTIVE) {
      return Optional.of(new Rejection(RejectionReason.TENANT_CLOSED, "tenant_id: closed"));
    }
    Instant ts = signal.key().ts().value();
    if (ts.isAfter(now.plus(Duration.ofMinutes(5)))) {
      return Optional.of(new Rejection(RejectionReason.TOO_NEW, "ts: in the future"));
    }
    Optional<Instant> cutOff = tenant.get().settings().retention().cutOff(now);
    if (cutOff.isPresent() && ts.isBefore(cutOff.get())) {
      return Optional.of(new Rejection(RejectionReason.TOO_OLD, "ts: too old"));
    }
    return Optional.empty();
  }

  static PolicyTags tags(Tenant tenant) {
    return new PolicyTags(
        new Tag("coherence"),
        new Tag(tenant.settings().retention().toString()),
        new Tag("unspecified"),
        new Tag(tenant.residency().cell().value()));
  }

  static PayloadDigest digest(Signal signal) {
    try {
      String text =
          signal.type() + " " + signal.value() + " " + signal.weight() + " " + signal.attributes();
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      byte[] bytes = new byte[PayloadDigest.LENGTH];
      System.arraycopy(hash, 0, bytes, 1, hash.length);
      return PayloadDigest.of(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Receipt receipt(
      Pending own, ProvenanceId holder, PayloadDigest digest, CommitToken token) {
    EventTime ts = own.signal().key().ts();
    if (holder.equals(own.entry().provenance().id())) {
      return new Receipt.Accepted(holder, ts, token);
    }
    return digest.equals(own.digest())
        ? new Receipt.Duplicate(holder, ts, token)
        : new Receipt.Conflict(holder, ts);
  }

  static Optional<EventTime> earliest(Tenant tenant, Instant now) {
    return tenant
        .settings()
        .retention()
        .cutOff(now)
        .map(cutOff -> new EventTime(cutOff.plus(Duration.ofDays(1))));
  }

  static Assessment assess(WindowReading reading, Thresholds thresholds) {
    Sums sums = Sums.ZERO;
    for (PairSums pair : reading.pairs()) {
      sums = sums.plus(pair.sums());
    }
    if (sums.count() == 0) {
      return new Assessment(Optional.empty(), Status.UNKNOWN, Optional.empty(), 0, BigDecimal.ZERO);
    }
    Ratio score =
        new Ratio(
            new BigDecimal(sums.weightedValue())
                .divide(new BigDecimal(sums.weight()), MathContext.DECIMAL128)
                .movePointLeft(9));
    Status status = score.compareTo(thresholds.healthy()) >= 0 ? Status.HEALTHY : Status.WARN;
    return new Assessment(
        Optional.of(score), status, Optional.empty(), sums.count(), BigDecimal.ZERO);
  }

  static Explanation explain(WindowReading reading, int top) {
    return new Explanation(List.of(), BigDecimal.ZERO, Math.max(top, reading.pairs().size()));
  }
}
