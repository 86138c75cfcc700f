package io.signalcoherence.launcher.command;

import io.signalcoherence.launcher.config.Configuration;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the configuration. */
@Command(
    name = "config",
    description = "Shows the configuration that is in force, or all there is.")
final class ConfigCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which one? (show, reference)");
  }

  @Command(
      name = "show",
      description = "Key, value, where it comes from, default and meaning; secrets are masked.")
  int show(@Mixin ConfigurationOption configuration) {
    Table table = new Table("key", "value", "from", "default", "meaning");
    configuration
        .load()
        .entries()
        .forEach(
            entry ->
                table.row(
                    entry.key(),
                    entry.shown(),
                    entry.origin(),
                    entry.defaultText(),
                    entry.meaning()));
    print(table.toString());
    return ExitCode.OK;
  }

  @Command(
      name = "reference",
      description = "All settings in Markdown, as in docs/configuration.md.")
  int reference() {
    print(Configuration.reference());
    return ExitCode.OK;
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }
}
