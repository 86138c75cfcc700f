package io.signalcoherence.adapter.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.signalcoherence.ports.in.ServiceHealth;
import java.io.IOException;

/** {@code /livez}: the process answers. {@code /readyz}: requests should be sent here. */
final class HealthEndpoints {

  private HealthEndpoints() {}

  static void live(Exchange exchange) {
    exchange.answer(
        () ->
            Reply.json(
                200,
                out -> {
                  out.writeStartObject();
                  out.writeStringField("status", "live");
                  out.writeEndObject();
                }));
  }

  static Endpoint ready(ServiceHealth health) {
    return exchange -> {
      ServiceHealth.Readiness readiness = health.readiness();
      exchange.answer(
          () -> Reply.json(readiness.ready() ? 200 : 503, out -> write(out, readiness)));
    };
  }

  private static void write(JsonGenerator out, ServiceHealth.Readiness readiness)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("status", readiness.ready() ? "ready" : "not ready");
    out.writeArrayFieldStart("components");
    for (ServiceHealth.Component component : readiness.components()) {
      out.writeStartObject();
      out.writeStringField("name", component.name());
      out.writeBooleanField("ok", component.ok());
      out.writeStringField("detail", component.detail());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
