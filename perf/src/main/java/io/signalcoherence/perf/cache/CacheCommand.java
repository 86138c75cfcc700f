package io.signalcoherence.perf.cache;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalcoherence.perf.cache.CacheRound.Side;
import io.signalcoherence.perf.golden.GoldenPlan;
import io.signalcoherence.perf.service.ServiceOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench cache}: hits, loads and latency of reads with the cache and without. */
@Command(
    name = "cache",
    mixinStandardHelpOptions = true,
    description = {
      "Fill a golden day of ten tenants into a real PostgreSQL, then ask for the tenants' scores in"
          + " turn at a fixed rate, open loop, while further signals of the same tenants come in:"
          + " from services that keep readings in their process and in a real Redis, and from as"
          + " many that keep none, round by round in turn. Every round is told.",
      "Each score is asked for as of a minute of the golden day that moves on with the time of"
          + " day.",
      "Exit status 0 if at least 70 % of the reads with the cache were answered from what was kept"
          + " and their p95 is at least 20 % lower than without, 1 if not."
    })
public final class CacheCommand implements Callable<Integer> {

  private static final int TENANTS = 10;

  @Mixin private ServiceOptions options = new ServiceOptions();

  @Option(names = "--rate", description = "reads/s (default: ${DEFAULT-VALUE})")
  private double rate = 200;

  @Option(
      names = "--signals-rate",
      paramLabel = "SIGNALS",
      description = "signals/s that come in meanwhile (default: ${DEFAULT-VALUE})")
  private double signalsRate = 100;

  @Option(
      names = "--signals",
      description = "distinct signals of each tenant, at least (default: ${DEFAULT-VALUE})")
  private int signals = 5_000;

  @Option(
      names = "--instances",
      description = "services on each side, 1 or 2 (default: ${DEFAULT-VALUE})")
  private int instances = 1;

  @Option(names = "--rounds", description = "of each side (default: ${DEFAULT-VALUE})")
  private int rounds = 3;

  @Option(names = "--seconds", description = "measured in a round (default: ${DEFAULT-VALUE})")
  private int seconds = 10;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description =
          "of each round, at the same rates; a round before the first does not count"
              + " (default: ${DEFAULT-VALUE})")
  private int warmUp = 3;

  @Option(names = "--json", description = "print JSON, with all that was measured")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    if (instances < 1 || instances > 2 || rounds < 1 || seconds < 1 || warmUp < 1 || rate <= 0) {
      throw new IllegalArgumentException(
          "--instances, --rounds, --seconds, --warm-up, --rate (expected: 1 or 2, >= 1, >= 1, >= 1,"
              + " > 0)");
    }
    PrintWriter out = spec.commandLine().getOut();
    Path folder = options.folder("cache");
    CacheBench.Pace pace =
        new CacheBench.Pace(
            rate, signalsRate, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
    int late = pace.signalsARound() * 2 * (rounds + 1);
    LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    int each = Math.max(signals, 1 + 2 * late / TENANTS);
    GoldenPlan plan = new GoldenPlan(GoldenPlan.standard().seed(), yesterday, 1, each);
    String settings = settings(each, folder);
    tell(out, settings + System.lineSeparator());
    CacheReport report = measure(out, folder, pace, settings, GoldenDay.of(plan, late));
    tell(out, report.summary());
    if (json) {
      out.println(new ObjectMapper().writeValueAsString(report));
      out.flush();
    }
    return report.worthIt() ? 0 : 1;
  }

  private String settings(int each, Path folder) {
    return String.format(
        Locale.ROOT,
        "%s; %d instance(s) a side, %d golden tenants of %d distinct signals, %.0f reads/s,"
            + " %.0f signals/s, %d rounds of %d s a side; data and logs in %s",
        options.text(),
        instances,
        TENANTS,
        each,
        rate,
        signalsRate,
        rounds,
        seconds,
        folder);
  }

  private CacheReport measure(
      PrintWriter out, Path folder, CacheBench.Pace pace, String settings, GoldenDay day)
      throws IOException, SQLException, InterruptedException {
    try (CacheBench bench =
        new CacheBench(folder, options.launch(), options.environment(), instances, day, pace)) {
      bench.fill();
      tell(out, CacheReport.head());
      List<CacheRound> measured = new ArrayList<>();
      for (int round = 0; round <= rounds; round++) {
        for (Side side : Side.values()) {
          CacheRound one = bench.measure(side);
          if (round > 0) {
            measured.add(one);
            tell(out, CacheReport.line(one));
          }
        }
      }
      return new CacheReport(settings, measured);
    }
  }

  private void tell(PrintWriter out, String text) {
    if (!json) {
      out.print(text);
      out.flush();
    }
  }
}
