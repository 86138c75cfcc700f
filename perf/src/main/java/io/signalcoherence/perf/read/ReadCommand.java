package io.signalcoherence.perf.read;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalcoherence.perf.service.ReadyService;
import io.signalcoherence.perf.service.ServiceOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench read}: whether reading a score stays as quick while its tenant grows. */
@Command(
    name = "read",
    mixinStandardHelpOptions = true,
    description = {
      "Fill tenants of ten times as many signals each, all within one window, through SQL, and"
          + " measure in turn the reading of each one's score over HTTP; then the service's own"
          + " statement in the database, and as its peer the same sums made of the signals"
          + " themselves.",
      "Before that, 10,000 signals are sent over HTTP to one tenant and filled into another: rows"
          + " and scores must be equal.",
      "Exit status 0 if the largest size's median is at most 1.5 times the smallest's, 1 if not."
    })
public final class ReadCommand implements Callable<Integer> {

  @Mixin private ServiceOptions options = new ServiceOptions();

  @Option(names = "--smallest", description = "signals (default: ${DEFAULT-VALUE})")
  private long smallest = 10_000;

  @Option(
      names = "--largest",
      description = "signals; 10000000 takes minutes and 5 GB (default: ${DEFAULT-VALUE})")
  private long largest = 1_000_000;

  @Option(
      names = "--pairs",
      description = "(source, type) pairs of a tenant, even, to 256 (default: ${DEFAULT-VALUE})")
  private int pairs = 10;

  @Option(names = "--connections", description = "that ask at once (default: ${DEFAULT-VALUE})")
  private int connections = 2;

  @Option(names = "--rounds", description = "default: ${DEFAULT-VALUE}")
  private int rounds = 5;

  @Option(names = "--seconds", description = "of a size in a round (default: ${DEFAULT-VALUE})")
  private int seconds = 2;

  @Option(names = "--json", description = "print JSON, with all that was measured")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    if (smallest < 1 || largest < smallest || largest > 100_000_000 || rounds < 1) {
      throw new IllegalArgumentException(
          "--smallest, --largest, --rounds (expected: 1 <= smallest <= largest <= 1e8, rounds >="
              + " 1)");
    }
    PrintWriter out = spec.commandLine().getOut();
    Path folder = options.folder("read");
    WindowSignals window = WindowSignals.before(Instant.now(), pairs);
    String settings =
        String.format(
            Locale.ROOT,
            "%s; %d pairs, window from %s, %d connection(s), %d rounds of %d s; data in %s",
            options.text(),
            pairs,
            window.from(),
            connections,
            rounds,
            seconds,
            folder);
    tell(out, settings + System.lineSeparator());
    try (ReadyService service =
            ReadyService.start(
                options.launch(),
                folder.resolve("data"),
                asking(options.environment()),
                folder.resolve("service.log"));
        ReadBench bench = new ReadBench(service, window)) {
      tell(out, String.format("equal rows and scores of twins: %d%n", bench.compareTwins()));
      for (long size = smallest; size <= largest; size *= 10) {
        long millis = bench.add(size).toMillis();
        tell(out, String.format("filled %d signals in %d ms%n", size, millis));
      }
      List<ReadReading> readings = bench.measure(connections, rounds, Duration.ofSeconds(seconds));
      ReadReport report = new ReadReport(settings, readings);
      out.print(json ? new ObjectMapper().writeValueAsString(report) + "\n" : report.text());
      out.flush();
      return report.flat() ? 0 : 1;
    }
  }

  /** So that each read asks PostgreSQL, unless the cache is what is to be measured. */
  private static Map<String, String> asking(Map<String, String> environment) {
    Map<String, String> all = new TreeMap<>(environment);
    all.putIfAbsent("SIGNALCOHERENCE_CACHE_LOCAL_SUMS", "0");
    return all;
  }

  private void tell(PrintWriter out, String text) {
    if (!json) {
      out.print(text);
      out.flush();
    }
  }
}
