package io.signalcoherence.perf.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
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

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    LoadPlan plan = target.plan(rate, Duration.ofSeconds(seconds));
    LoadResult result = new LoadDriver(plan, target.cpu()).run();
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? new ObjectMapper().writeValueAsString(result) + "\n" : result.text());
    out.flush();
    return result.keptUp() ? 0 : 1;
  }
}
