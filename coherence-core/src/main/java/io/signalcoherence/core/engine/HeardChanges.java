package io.signalcoherence.core.engine;

import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.TenantId;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which commit was said to have changed a tenant last. The first that comes makes what is kept of
 * the tenant due to be renewed; what comes within the time after it is passed over, since a tenant
 * that changes all the time would otherwise be read again all the time. Thread-safe.
 */
final class HeardChanges {

  private static final int MOST_TENANTS = 10_000;
  private static final Comparator<CommitToken> ORDER =
      Comparator.comparing(CommitToken::epoch)
          .thenComparing(CommitToken::run)
          .thenComparing(CommitToken::transaction);

  private final Surroundings surroundings;
  private final long pauseNanos;
  private final long lifeNanos;
  private final Map<TenantId, Heard> last = new LinkedHashMap<>();

  /**
   * Makes one that has heard nothing.
   *
   * @param pause for how long what comes after a change is passed over
   * @param life for how long a change counts, so that a false one does not count for ever
   */
  HeardChanges(Surroundings surroundings, Duration pause, Duration life) {
    this.surroundings = surroundings;
    this.pauseNanos = pause.toNanos();
    this.lifeNanos = life.toNanos();
  }

  /** Hears of a change; whether it counts. */
  synchronized boolean hear(TenantId tenant, CommitToken token) {
    Heard before = last.get(tenant);
    long now = surroundings.nanos();
    if (before != null
        && (now - before.atNanos < pauseNanos
            || (now - before.atNanos <= lifeNanos && ORDER.compare(token, before.token) <= 0))) {
      return false;
    }
    last.remove(tenant);
    last.put(tenant, new Heard(token, now));
    if (last.size() > MOST_TENANTS) {
      last.remove(last.keySet().iterator().next());
    }
    return true;
  }

  /**
   * What was heard of a tenant: one commit, or none.
   *
   * @param since how long ago the ledger was asked that a reading comes from; what was heard before
   *     that says nothing of it, since a commit is told of when it is done. So a change that never
   *     was makes a reading due once, and not for as long as the change counts
   */
  synchronized List<CommitToken> of(TenantId tenant, Duration since) {
    Heard heard = last.get(tenant);
    if (heard == null) {
      return List.of();
    }
    Duration ago = Duration.ofNanos(surroundings.nanos() - heard.atNanos);
    boolean saysNothing = ago.toNanos() > lifeNanos || ago.compareTo(since) > 0;
    return saysNothing ? List.of() : List.of(heard.token);
  }

  private record Heard(CommitToken token, long atNanos) {}
}
