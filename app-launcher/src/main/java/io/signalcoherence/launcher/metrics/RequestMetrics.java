package io.signalcoherence.launcher.metrics;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.signalcoherence.ports.out.RequestObserver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Times the answers of the HTTP surface. Safe for any thread; labels are made once. */
public final class RequestMetrics implements RequestObserver {

  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final double NANOS_PER_SECOND = 1e9;

  private final DoubleHistogram duration;
  private final Map<Answer, Attributes> labels = new ConcurrentHashMap<>();

  private record Answer(String route, String method, int status) {
    Attributes labels() {
      return Attributes.of(ROUTE, route, METHOD, method, STATUS, (long) status);
    }
  }

  /** Registers the instrument. */
  public RequestMetrics(Telemetry telemetry) {
    duration = telemetry.histogram(Metric.REQUEST_DURATION);
  }

  @Override
  public void answered(String route, String method, int status, Duration sinceReceived) {
    duration.record(
        sinceReceived.toNanos() / NANOS_PER_SECOND,
        labels.computeIfAbsent(new Answer(route, method, status), Answer::labels));
  }
}
