package io.signalcoherence.ports.model;

import java.util.Comparator;

/**
 * The dedupe key: two signals with equal keys are one signal. Ordered by the bytes of tenant,
 * source and id, then by time, which is the order in which every writer claims keys.
 *
 * @param tenant the tenant
 * @param source the source within the tenant
 * @param id the signal's id within the source
 * @param ts the event time, never filled in by us
 */
public record SignalKey(TenantId tenant, SourceId source, SignalId id, EventTime ts)
    implements Comparable<SignalKey> {

  private static final Comparator<SignalKey> ORDER =
      Comparator.comparing(SignalKey::tenant)
          .thenComparing(SignalKey::source)
          .thenComparing(SignalKey::id)
          .thenComparing(SignalKey::ts);

  @Override
  public int compareTo(SignalKey other) {
    return ORDER.compare(this, other);
  }
}
