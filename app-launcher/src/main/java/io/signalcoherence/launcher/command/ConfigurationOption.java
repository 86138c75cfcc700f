package io.signalcoherence.launcher.command;

import io.signalcoherence.launcher.config.Configuration;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the configuration comes from: the same for every command that needs one. */
final class ConfigurationOption {

  private final Map<String, String> environment;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "YAML file; else the one that SIGNALCOHERENCE_CONFIG names; else all defaults.")
  private @Nullable Path file;

  ConfigurationOption(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Reads and validates. */
  Configuration load() {
    return Configuration.load(Optional.ofNullable(file), environment);
  }
}
