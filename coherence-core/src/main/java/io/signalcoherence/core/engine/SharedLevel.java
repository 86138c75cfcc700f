package io.signalcoherence.core.engine;

import io.signalcoherence.core.cache.Keeping;
import io.signalcoherence.ports.error.InfrastructureException;
import io.signalcoherence.ports.error.UnavailableException;
import io.signalcoherence.ports.model.CommitToken;
import io.signalcoherence.ports.model.KeptReading;
import io.signalcoherence.ports.model.ReadingKey;
import io.signalcoherence.ports.model.TenantId;
import io.signalcoherence.ports.out.ReadingObserver;
import io.signalcoherence.ports.out.SharedReadings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The shared level, of which every failure is a miss that somebody is told of. */
record SharedLevel(
    SharedReadings shared,
    KeepingTimes times,
    ReadingObserver observer,
    Surroundings surroundings) {

  /** Stands for the right to load where there is nobody to ask for it. */
  static final SharedReadings.Lease FREE = () -> {};

  /** When the lease of an instance that died ends. */
  private static final Duration LONGEST_LEASE = Duration.ofSeconds(2);

  boolean exists() {
    return shared != SharedReadings.NONE;
  }

  /**
   * The reading of a key, as old as it can be: the store's clock and ours are both asked, and time
   * on the way counts.
   */
  Optional<KeptReading> find(ReadingKey key) {
    long sent = surroundings.nanos();
    return guarded(() -> shared.find(key), Optional.<KeptReading>empty())
        .map(kept -> kept.later(Duration.ofNanos(surroundings.nanos() - sent)))
        .map(kept -> Keeping.noYoungerThanTold(kept, surroundings.clock().instant()));
  }

  void offer(ReadingKey key, KeptReading kept, long atNanos) {
    Duration since = Duration.ofNanos(surroundings.nanos() - atNanos);
    Duration left = times.mostAge(key.tenant()).minus(kept.sinceLoaded()).minus(since);
    if (exists() && left.toMillis() > 0) {
      boolean unused = guarded(() -> shared.offer(key, kept.later(since), left), false);
    }
  }

  /**
   * The right to load a key; empty if another instance has it. Nobody waits for a store that fails.
   */
  Optional<SharedReadings.Lease> lease(ReadingKey key) {
    return guarded(() -> shared.lease(key, LONGEST_LEASE), Optional.of(FREE));
  }

  void release(SharedReadings.Lease lease) {
    boolean unused =
        guarded(
            () -> {
              lease.release();
              return true;
            },
            false);
  }

  void tellChanged(TenantId tenant, CommitToken token) {
    boolean unused =
        guarded(
            () -> {
              shared.tellChanged(tenant, token);
              return true;
            },
            false);
  }

  private <T> T guarded(Supplier<T> call, T otherwise) {
    try {
      return call.get();
    } catch (InfrastructureException e) {
      observer.sharedFailed(e);
    } catch (RuntimeException e) {
      observer.sharedFailed(new UnavailableException("cache-internal", "unforeseen", e));
    }
    return otherwise;
  }
}
