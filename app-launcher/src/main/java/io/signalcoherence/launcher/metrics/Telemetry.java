package io.signalcoherence.launcher.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.signalcoherence.ports.in.MetricsPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Makes the instruments of the catalogue and renders them for a scraper. One a process; safe for
 * any thread.
 */
public final class Telemetry implements MetricsPage, AutoCloseable {

  /** What a reading says that has no value at this scrape: its gauge then has no sample. */
  static final double NO_SAMPLE = Double.NaN;

  private static final List<Double> SECONDS =
      List.of(
          0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
          30.0);
  private static final List<Double> SIZES =
      List.of(1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0);

  private final PrometheusMetricReader reader =
      PrometheusMetricReader.builder()
          .setOtelScopeLabelsEnabled(false)
          .setTargetInfoMetricEnabled(false)
          .build();
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder().registerMetricReader(reader).build();
  private final Meter meter = provider.get("io.signalcoherence");
  private final ExpositionFormatWriter prometheus = PrometheusTextFormatWriter.create();
  private final ExpositionFormatWriter openMetrics = OpenMetricsTextFormatWriter.create();

  LongCounter counter(Metric metric) {
    return meter.counterBuilder(metric.instrument()).setDescription(metric.meaning()).build();
  }

  DoubleHistogram histogram(Metric metric) {
    return meter
        .histogramBuilder(metric.instrument())
        .setUnit(metric.unit())
        .setDescription(metric.meaning())
        .setExplicitBucketBoundariesAdvice(metric.unit().isEmpty() ? SIZES : SECONDS)
        .build();
  }

  void gauge(Metric metric, Attributes labels, DoubleSupplier now) {
    gauge(metric, List.of(new Reading(labels, now)));
  }

  void gauge(Metric metric, List<Reading> readings) {
    meter
        .gaugeBuilder(metric.instrument())
        .setUnit(metric.unit())
        .setDescription(metric.meaning())
        .buildWithCallback(
            gauge ->
                readings.forEach(
                    reading -> {
                      double now = reading.now().getAsDouble();
                      if (!Double.isNaN(now)) {
                        gauge.record(now, reading.labels());
                      }
                    }));
  }

  /** A counter that is read when it is scraped. */
  void counter(Metric metric, DoubleSupplier now) {
    meter
        .counterBuilder(metric.instrument())
        .ofDoubles()
        .setUnit(metric.unit())
        .setDescription(metric.meaning())
        .buildWithCallback(counter -> counter.record(now.getAsDouble()));
  }

  /** A gauge whose labelled values are known only when it is scraped. */
  void gauge(Metric metric, Supplier<List<Value>> now) {
    meter
        .gaugeBuilder(metric.instrument())
        .setUnit(metric.unit())
        .setDescription(metric.meaning())
        .buildWithCallback(
            gauge -> now.get().forEach(value -> gauge.record(value.number(), value.labels())));
  }

  /** What a labelled gauge shows at a scrape. */
  record Value(Attributes labels, double number) {}

  /** One labelled value of a gauge. */
  record Reading(Attributes labels, DoubleSupplier now) {}

  @Override
  public Page render(String accept) {
    ExpositionFormatWriter writer = openMetrics.accepts(accept) ? openMetrics : prometheus;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, reader.collect());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Page(writer.getContentType(), out.toString(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    provider.close();
  }
}
