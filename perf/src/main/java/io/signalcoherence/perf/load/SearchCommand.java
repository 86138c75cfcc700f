package io.signalcoherence.perf.load;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench search}: the highest rate within a latency limit. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = {
      "Find the highest rate at which the schedule is kept, nothing fails and p99 stays within the"
          + " limit.",
      "Exit status 1 if there is none."
    })
public final class SearchCommand implements Callable<Integer> {

  @Mixin private TargetOptions target = new TargetOptions();

  @Option(names = "--from", description = "first signals a second (default: ${DEFAULT-VALUE})")
  private double from = 1000;

  @Option(
      names = "--p99",
      paramLabel = "MS",
      description = "limit in milliseconds (default: ${DEFAULT-VALUE})")
  private double p99 = 25;

  @Option(
      names = "--step",
      paramLabel = "SECONDS",
      description = "length of a step (default: ${DEFAULT-VALUE})")
  private int step = 8;

  @Option(
      names = "--confirm",
      paramLabel = "SECONDS",
      description = "length of the last run (default: ${DEFAULT-VALUE})")
  private int confirm = 30;

  @Mixin private ResultOptions results = new ResultOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    CpuMeter cpu = target.cpu();
    RateSearch.Trial trial =
        (rate, length) -> {
          LoadResult result = new LoadDriver(target.plan(rate, length), cpu).run();
          tellStep(out, rate, result);
          return result;
        };
    RateSearch.Limits limits =
        new RateSearch.Limits(p99, Duration.ofSeconds(step), Duration.ofSeconds(confirm));
    RateSearch.Found found = new RateSearch(trial, limits).from(from);
    results.tell(out, found, text(found));
    return found.rate() > 0 ? 0 : 1;
  }

  private String text(RateSearch.Found found) {
    String limit = String.format(Locale.ROOT, "highest rate with p99 <= %.0f ms", p99);
    String rate = String.format(Locale.ROOT, ": %.0f signals/s%n", found.rate());
    return found.rate() > 0
        ? limit + rate + found.steps().get(found.steps().size() - 1).result().text()
        : limit + rate;
  }

  private void tellStep(PrintWriter out, double rate, LoadResult result) {
    if (!results.asJson()) {
      out.printf(
          Locale.ROOT,
          "%8.0f signals/s: %s, achieved %.0f, %s%n",
          rate,
          result.keptUp() ? "kept up" : "fell behind",
          result.rate().achieved(),
          result.latency().text());
      out.flush();
    }
  }
}
