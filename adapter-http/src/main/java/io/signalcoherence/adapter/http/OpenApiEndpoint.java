package io.signalcoherence.adapter.http;

import io.netty.handler.codec.http.HttpHeaderNames;

/**
 * {@code GET /openapi.json}: the whole surface as an OpenAPI document.
 *
 * @param document the answer, made once
 */
record OpenApiEndpoint(Reply document) implements Endpoint {

  /** Of a service with these limits, whose management listens there. */
  static Endpoint of(HttpConfig config, HttpAddress management) {
    OpenApiDocument document = new OpenApiDocument(config, management);
    return new OpenApiEndpoint(Reply.json(200, document::write));
  }

  @Override
  public void handle(Exchange exchange) throws Refusal {
    MediaTypes.requireJsonWanted(exchange.headers().getAll(HttpHeaderNames.ACCEPT));
    exchange.answer(() -> document);
  }
}
