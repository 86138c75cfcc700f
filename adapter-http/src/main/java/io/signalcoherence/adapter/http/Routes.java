package io.signalcoherence.adapter.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The resources of the two listeners. */
final class Routes {

  private Routes() {}

  /**
   * The API's.
   *
   * @param config the limits, which the surface's own description tells
   * @param management where management listens, which it tells as well
   */
  static Router api(HttpPorts ports, HttpConfig config, HttpAddress management) {
    Endpoint lookUps = LookUpEndpoint.of(ports.signals().lookUp());
    List<Route> fixed =
        List.of(
            new Route("/v1/coherence/signals", HttpMethod.POST, new SignalsEndpoint(ports)),
            new Route("/v1/coherence/signals/lookup", HttpMethod.GET, lookUps),
            new Route("/openapi.json", HttpMethod.GET, OpenApiEndpoint.of(config, management)));
    Map<String, Endpoint> tenants =
        Map.of(
            "", TenantEndpoint.of(ports.reads().coherence()),
            "/history", HistoryEndpoint.of(ports.reads().history()),
            "/dissent", DissentEndpoint.of(ports.reads().explorations()),
            "/trail", TrailEndpoint.of(ports.reads().explorations()));
    return new Router(
        byName(fixed),
        tenants.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, tenant -> tenantRoute(tenant.getKey(), tenant.getValue()))));
  }

  /** The management listener's. */
  static Router management(HttpPorts.Management ports) {
    return new Router(
        byName(
            List.of(
                new Route("/livez", HttpMethod.GET, HealthEndpoints::live),
                new Route("/readyz", HttpMethod.GET, HealthEndpoints.ready(ports.health())),
                new Route("/metrics", HttpMethod.GET, new MetricsEndpoint(ports.metrics())))),
        Map.of());
  }

  private static Route tenantRoute(String suffix, Endpoint endpoint) {
    return new Route(Router.TENANTS + "{tenant_id}" + suffix, HttpMethod.GET, endpoint);
  }

  private static Map<String, Route> byName(List<Route> routes) {
    return routes.stream().collect(Collectors.toMap(Route::name, Function.identity()));
  }
}
