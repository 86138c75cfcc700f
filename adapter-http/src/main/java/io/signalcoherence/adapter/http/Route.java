package io.signalcoherence.adapter.http;

import io.netty.handler.codec.http.HttpMethod;

/**
 * One resource.
 *
 * @param name its path, with the variable part in braces; labels metrics
 * @param method the one method it has; GET brings HEAD with it
 * @param endpoint what answers
 */
record Route(String name, HttpMethod method, Endpoint endpoint) {

  boolean takesBody() {
    return method.equals(HttpMethod.POST);
  }

  boolean has(HttpMethod asked) {
    return asked.equals(method) || (method.equals(HttpMethod.GET) && asked.equals(HttpMethod.HEAD));
  }

  /** The value of the {@code Allow} header. */
  String allowed() {
    return method.equals(HttpMethod.GET) ? "GET, HEAD" : method.name();
  }
}
