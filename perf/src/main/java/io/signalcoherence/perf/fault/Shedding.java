package io.signalcoherence.perf.fault;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * When the service knew that it can store nothing. Each lane notices by itself, and has to notice
 * anew once it could store a signal; a tenant's pushes all go through the same lane, and which
 * tenants share one is not known here. Moments are told from the fault on, in nanoseconds.
 */
final class Shedding {

  /** What was stored when a request was sent may be acknowledged a little later. */
  private static final long GRACE_NANOS = 50 * Spread.NANOS_PER_MILLI;

  private final Moments moments;
  private final Map<String, NavigableSet<Long>> refusals = new HashMap<>();
  private final NavigableSet<Long> stored = new TreeSet<>();

  /** Of what was sent while the fault lasted. */
  Shedding(List<Observation> during, Moments moments) {
    this.moments = moments;
    for (Observation each : during) {
      if (each.kind() == Observation.Kind.PUSH && each.isRefused()) {
        each.tenants()
            .forEach(
                tenant ->
                    refusals.computeIfAbsent(tenant, any -> new TreeSet<>()).add(answered(each)));
      }
      if (each.kind() != Observation.Kind.READ && each.isServed()) {
        stored.add(answered(each));
      }
    }
  }

  /**
   * Whether a request met lanes that had noticed: each of its tenants had been refused before it
   * was sent, and no signal had been stored since.
   */
  boolean wasKnownTo(Observation request) {
    return request.tenants().stream().allMatch(tenant -> wasKnown(tenant, request));
  }

  private boolean wasKnown(String tenant, Observation request) {
    long sent = request.sent() - moments.breaking();
    Long refused = refusals.getOrDefault(tenant, new TreeSet<>()).floor(sent);
    return refused != null && stored.subSet(refused, true, sent + GRACE_NANOS, true).isEmpty();
  }

  private long answered(Observation each) {
    return each.answered() - moments.breaking();
  }
}
