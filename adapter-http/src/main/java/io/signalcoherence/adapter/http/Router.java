package io.signalcoherence.adapter.http;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The resources of a listener.
 *
 * @param fixed by their whole path
 * @param tenants what stands under {@link #TENANTS} and a tenant, by what follows the tenant:
 *     nothing, or a slash and more
 */
record Router(Map<String, Route> fixed, Map<String, Route> tenants) {

  static final String TENANTS = "/v1/coherence/tenants/";

  /**
   * A resource that was found.
   *
   * @param route the resource
   * @param variable the variable part of the path, still encoded; empty if there is none
   */
  record Match(Route route, String variable) {}

  /** All of them. */
  Stream<Route> routes() {
    return Stream.concat(fixed.values().stream(), tenants.values().stream());
  }

  Optional<Match> find(String path) {
    Route route = fixed.get(path);
    if (route != null) {
      return Optional.of(new Match(route, ""));
    }
    if (!path.startsWith(TENANTS)) {
      return Optional.empty();
    }
    int slash = path.indexOf('/', TENANTS.length());
    int end = slash < 0 ? path.length() : slash;
    String tenant = path.substring(TENANTS.length(), end);
    return tenant.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(tenants.get(path.substring(end)))
            .map(found -> new Match(found, tenant));
  }
}
