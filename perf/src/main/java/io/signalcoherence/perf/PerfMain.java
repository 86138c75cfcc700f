package io.signalcoherence.perf;

import io.signalcoherence.launcher.LogConfiguration;
import io.signalcoherence.perf.cache.CacheCommand;
import io.signalcoherence.perf.cost.CostCommand;
import io.signalcoherence.perf.drill.DrillCommand;
import io.signalcoherence.perf.fault.FaultCommand;
import io.signalcoherence.perf.golden.GoldenCommand;
import io.signalcoherence.perf.ingest.IngestCommand;
import io.signalcoherence.perf.load.LoadCommand;
import io.signalcoherence.perf.load.SearchCommand;
import io.signalcoherence.perf.read.ReadCommand;
import io.signalcoherence.perf.rules.RulesCommand;
import io.signalcoherence.perf.start.StartCommand;
import io.signalcoherence.perf.stream.KafkaCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The main class of perf: {@code golden}, {@code bench} and {@code drill}. */
public final class PerfMain {

  private PerfMain() {}

  /** Runs the command line and ends the process with its exit status. */
  public static void main(String[] arguments) {
    LogConfiguration.TOOL.choose();
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Root())
        .addSubcommand(new CommandLine(new Golden()).addSubcommand(new GoldenCommand()))
        .addSubcommand(
            new CommandLine(new Bench())
                .addSubcommand(new LoadCommand())
                .addSubcommand(new SearchCommand())
                .addSubcommand(new IngestCommand())
                .addSubcommand(new RulesCommand())
                .addSubcommand(new ReadCommand())
                .addSubcommand(new CostCommand())
                .addSubcommand(new CacheCommand())
                .addSubcommand(new StartCommand())
                .addSubcommand(new KafkaCommand()))
        .addSubcommand(DrillCommand.tree().addSubcommand(new FaultCommand()));
  }

  @Command(
      name = "perf",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      description = "Data sets, load and drills.")
  private static final class Root {}

  @Command(
      name = "golden",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      description = "The golden data sets.")
  private static final class Golden {}

  @Command(
      name = "bench",
      mixinStandardHelpOptions = true,
      synopsisSubcommandLabel = "COMMAND",
      description = "Load, rates and their limits.")
  private static final class Bench {}
}
