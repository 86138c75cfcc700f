package io.signalcoherence.adapter.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.signalcoherence.ports.in.MetricsPage;

/**
 * {@code /metrics}: the metrics, rendered on a worker since it may take milliseconds.
 *
 * @param metrics renders them
 */
record MetricsEndpoint(MetricsPage metrics) implements Endpoint {

  @Override
  public void handle(Exchange exchange) {
    String accept = exchange.headers().get(HttpHeaderNames.ACCEPT, "");
    exchange.onWorker(
        worked -> {
          MetricsPage.Page page = metrics.render(accept);
          worked.answer(() -> Reply.text(200, page.contentType(), page.body()));
        });
  }
}
