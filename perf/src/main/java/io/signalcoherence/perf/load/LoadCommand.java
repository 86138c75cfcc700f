package io.signalcoherence.perf.load;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench load}: one run at one rate. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = {
      "Send signals on a fixed schedule and tell rate, latency from the scheduled time, errors and"
          + " CPU time.",
      "Exit status 0 if every request was answered with 2xx and the schedule was kept, 1 if not."
    })
public final class LoadCommand implements Callable<Integer> {

  @Mixin private TargetOptions target = new TargetOptions();

  @Option(names = "--rate", description = "signals a second (default: ${DEFAULT-VALUE})")
  private double rate = 1000;

  @Option(names = "--seconds", description = "measured time (default: ${DEFAULT-VALUE})")
  private int seconds = 60;

  @Mixin private ResultOptions results = new ResultOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    LoadPlan plan = target.plan(rate, Duration.ofSeconds(seconds));
    LoadResult result = new LoadDriver(plan, target.cpu()).run();
    results.tell(spec.commandLine().getOut(), result, result.text());
    return result.keptUp() ? 0 : 1;
  }
}
