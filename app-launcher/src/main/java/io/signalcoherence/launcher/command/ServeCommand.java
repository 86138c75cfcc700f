package io.signalcoherence.launcher.command;

import io.signalcoherence.launcher.config.Configuration;
import io.signalcoherence.launcher.wiring.Assembly;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the service until it is told to end. */
@Command(
    name = "serve",
    description = {
      "Runs the service until SIGTERM or SIGINT, then answers what is in flight and ends.",
      "With no configuration it uses an embedded PostgreSQL in ./data."
    })
final class ServeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ConfigurationOption configuration;

  @Option(
      names = "--stack",
      description =
          "Uses the servers of coherence stack up; one whose address your configuration names is"
              + " yours, with its login.")
  private boolean stack;

  @Override
  public Integer call() throws InterruptedException {
    Configuration loaded = configuration.load();
    if (stack) {
      loaded = configuration.load(StackCommand.variables(loaded));
    }
    Stop stop = Stop.atExit();
    try (Assembly assembly = Assembly.service(loaded)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(ReadyLine.of(assembly));
      out.flush();
      stop.await();
    } finally {
      stop.ended();
    }
    return ExitCode.OK;
  }
}
