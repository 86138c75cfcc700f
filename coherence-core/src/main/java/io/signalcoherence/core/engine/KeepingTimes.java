package io.signalcoherence.core.engine;

import io.signalcoherence.core.cache.CacheSettings;
import io.signalcoherence.core.cache.Keeping;
import io.signalcoherence.ports.model.CacheTime;
import io.signalcoherence.ports.model.TenantId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How old readings of a tenant may become: its own time to live, or that of the service.
 *
 * @param settings of the service
 * @param own what is known of a tenant; asked without waiting, from any thread
 */
record KeepingTimes(CacheSettings settings, Function<TenantId, Optional<CacheTime>> own) {

  private Duration ttl(TenantId tenant) {
    return own.apply(tenant).map(CacheTime::value).orElse(settings.ttl());
  }

  /** How old the sums of one reading may become, after chance has taken its part. */
  Duration life(TenantId tenant, double chance) {
    return Keeping.life(ttl(tenant), settings.jitterPercent(), chance);
  }

  /** How old a reading becomes before it is of no use at all. */
  Duration mostAge(TenantId tenant) {
    return ttl(tenant).plus(settings.staleIfError());
  }
}
