package io.signalcoherence.perf.start;

import io.signalcoherence.perf.load.LoadResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * All that {@code bench start} measured.
 *
 * @param service its JDK, settings and JVM options in words
 * @param firstMillis to readiness, the first start of all, in a fresh folder
 * @param coldMillis to readiness, each in a fresh folder
 * @param warmMillis to readiness, all in one folder that was used before
 * @param load what was sent while memory was read
 * @param memory when the service and PostgreSQL together took most
 */
record StartReport(
    String service,
    long firstMillis,
    List<Long> coldMillis,
    List<Long> warmMillis,
    LoadResult load,
    MemoryReading memory) {

  /** The goal of a start, ms. */
  static final double GOAL_MILLIS = 3_000;

  /** The goal of resident memory, MiB. */
  static final double GOAL_MEBIBYTES = 512;

  String text() {
    return service
        + System.lineSeparator()
        + starts("first", List.of(firstMillis))
        + starts("cold", coldMillis)
        + starts("warm", warmMillis)
        + load.text()
        + memory("service, RSS", memory.service().rssMebibytes())
        + memory("service, PSS", memory.service().pssMebibytes())
        + memory("PostgreSQL, PSS", memory.postgres().pssMebibytes())
        + memory("together, PSS", memory.together());
  }

  private static String starts(String kind, List<Long> millis) {
    double median = median(millis);
    return String.format(
        Locale.ROOT,
        "%-5s start  median %.0f ms, %.2f of the goal of %.0f ms (%s)%n",
        kind,
        median,
        median / GOAL_MILLIS,
        GOAL_MILLIS,
        millis.stream().map(Object::toString).collect(Collectors.joining(", ")));
  }

  private static String memory(String what, double mebibytes) {
    return String.format(
        Locale.ROOT,
        "%-16s %4.0f MiB, %.2f of the goal of %.0f MiB%n",
        what,
        mebibytes,
        mebibytes / GOAL_MEBIBYTES,
        GOAL_MEBIBYTES);
  }

  /** Of an even number the mean of the middle two. */
  static double median(List<Long> millis) {
    List<Long> sorted = millis.stream().sorted().toList();
    int count = sorted.size();
    return (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2.0;
  }
}
