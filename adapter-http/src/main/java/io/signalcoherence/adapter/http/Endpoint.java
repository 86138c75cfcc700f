package io.signalcoherence.adapter.http;

/**
 * What answers a route. Called on a connection's event loop, so it must not block; it answers the
 * exchange at once or later, from any thread.
 */
@FunctionalInterface
interface Endpoint {

  /**
   * Starts the answer.
   *
   * @throws Refusal if the request ends with a problem; the connection goes on
   */
  void handle(Exchange exchange) throws Refusal;
}
