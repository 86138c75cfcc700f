package io.signalcoherence.launcher.wiring;

import io.signalcoherence.adapter.redis.RedisReadings;
import io.signalcoherence.ports.in.ServiceHealth.Component;
import io.signalcoherence.ports.out.SharedReadings;
import java.util.List;
import java.util.Optional;

/**
 * Where instances share readings, if they do.
 *
 * @param redis the server that they share them in
 */
record SharedCache(Optional<RedisReadings> redis) {

  SharedReadings readings() {
    return redis.map(RedisReadings::ports).orElse(SharedReadings.NONE);
  }

  /** Whether there should be one, and it has not answered lately. */
  boolean isAway() {
    return redis.filter(RedisReadings::isAway).isPresent();
  }

  /** How it is, for readiness: while it is away the service is ready, and slower. */
  List<Component> components() {
    return redis.stream()
        .map(
            server ->
                server.isAway()
                    ? new Component("redis", false, "degraded: no answer; reads go on without it")
                    : new Component("redis", true, "answers"))
        .toList();
  }
}
