package io.signalcoherence.launcher.command;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that all others hang under. */
@Command(
    name = "coherence",
    description = "Counts each signal exactly once and says how coherent a tenant is.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = CommandLine.ScopeType.INHERIT,
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      StackCommand.class,
      TenantCommand.class,
      ReplayCommand.class,
      DeadLetterCommand.class,
      ConfigCommand.class
    },
    footer = {
      "",
      "Also: coherence drill and coherence bench, from the perf module.",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 69 a port, folder or database can't be had,"
          + " 78 wrong configuration."
    })
public final class RootCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Runs one command with the process's environment and returns its exit code. */
  public static int run(String... args) {
    return line(System.getenv()).execute(args);
  }

  /** The command line, for a given environment. */
  static CommandLine line(Map<String, String> environment) {
    CommandLine line = new CommandLine(new RootCommand(), new CommandFactory(environment));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> Failures.tell(failure, command.getErr()));
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command? (see coherence --help)");
  }

  /** Makes the commands, and gives those that read the configuration their environment. */
  private record CommandFactory(Map<String, String> environment) implements CommandLine.IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == ConfigurationOption.class) {
        return type.cast(new ConfigurationOption(environment));
      }
      return CommandLine.defaultFactory().create(type);
    }
  }

  /** A writer that is flushed after each line. */
  static PrintWriter lines(PrintWriter writer) {
    return new PrintWriter(writer, true);
  }
}
