package io.signalcoherence.launcher.metrics;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Shows what the JVM and the operating system know of this process, read at each scrape. */
public final class ProcessMetrics {

  private static final AttributeKey<String> TYPE = AttributeKey.stringKey("jvm_memory_type");
  private static final Attributes HEAP = Attributes.of(TYPE, "heap");
  private static final Attributes NON_HEAP = Attributes.of(TYPE, "non_heap");

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final double BYTES_PER_KIB = 1024;
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final double NANOS_PER_SECOND = 1e9;

  private ProcessMetrics() {}

  /** Registers the instruments. */
  public static void register(Telemetry telemetry) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    telemetry.gauge(
        Metric.MEMORY_USED,
        List.of(
            new Telemetry.Reading(HEAP, () -> memory.getHeapMemoryUsage().getUsed()),
            new Telemetry.Reading(NON_HEAP, () -> memory.getNonHeapMemoryUsage().getUsed())));
    telemetry.gauge(Metric.MEMORY_LIMIT, HEAP, () -> memory.getHeapMemoryUsage().getMax());
    telemetry.counter(Metric.GC_TIME, ProcessMetrics::collecting);
    telemetry.gauge(
        Metric.THREADS,
        Attributes.empty(),
        () -> ManagementFactory.getThreadMXBean().getThreadCount());
    telemetry.gauge(Metric.RESIDENT, Attributes.empty(), ProcessMetrics::resident);
    telemetry.counter(Metric.CPU_TIME, ProcessMetrics::cpu);
    telemetry.gauge(
        Metric.START_TIME, Attributes.empty(), () -> runtime.getStartTime() / MILLIS_PER_SECOND);
  }

  private static double collecting() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .filter(millis -> millis > 0)
            .sum()
        / MILLIS_PER_SECOND;
  }

  private static double cpu() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(Duration::toNanos)
        .map(nanos -> nanos / NANOS_PER_SECOND)
        .orElse(Double.NaN);
  }

  private static double resident() {
    if (!Files.isReadable(STATUS)) {
      return Double.NaN;
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * BYTES_PER_KIB)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
