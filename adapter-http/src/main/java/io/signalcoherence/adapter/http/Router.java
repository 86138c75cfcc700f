package io.signalcoherence.adapter.http;

import java.util.Map;
import java.util.Optional;

/**
 * The resources of a listener.
 *
 * @param fixed by their whole path
 * @param tenants what stands under {@link #TENANTS}, if anything does
 */
record Router(Map<String, Route> fixed, Optional<Route> tenants) {

  static final String TENANTS = "/v1/coherence/tenants/";

  /**
   * A resource that was found.
   *
   * @param route the resource
   * @param variable the variable part of the path, still encoded; empty if there is none
   */
  record Match(Route route, String variable) {}

  Optional<Match> find(String path) {
    Route route = fixed.get(path);
    if (route != null) {
      return Optional.of(new Match(route, ""));
    }
    if (path.startsWith(TENANTS)
        && path.length() > TENANTS.length()
        && path.indexOf('/', TENANTS.length()) < 0) {
      return tenants.map(found -> new Match(found, path.substring(TENANTS.length())));
    }
    return Optional.empty();
  }
}
